package ai.returning.routes.service;

import ai.returning.routes.bulk.FileSealer;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Where a running service can be asked: {@code service.json} in the data folder, readable by its owner alone. */
public record ServiceFile(int port, String token, long pid) {
    private static final String NAME = "service.json";

    /** The file of a service that runs, or that has died without removing it; empty if there is none. */
    public static Optional<ServiceFile> read(Path dataDir) {
        Path file = dataDir.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
            return Optional.of(new ServiceFile(
                    json.path("port").asInt(),
                    json.path("token").asText(),
                    json.path("pid").asLong()));
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    file + " cannot be read (" + e.getClass().getSimpleName()
                            + "). If no service runs, delete it; else run this command as the user of the service.",
                    e);
        }
    }

    /** Writes the file whole, with mode 0600 from its first byte on. */
    void write(Path dataDir) {
        String json = Json.MAPPER
                .createObjectNode()
                .put("port", port)
                .put("token", token)
                .put("pid", pid)
                .toPrettyString();
        try {
            FileSealer.makeFolder(dataDir);
            Path fresh = Files.createTempFile(dataDir, NAME, ".new", ownerOnly(dataDir));
            Files.writeString(fresh, json + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, dataDir.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "Folder " + dataDir + " cannot be written (" + e + "). Set RAI_DATA_DIR to a folder of your own.",
                    e);
        }
    }

    /** Removes the file unless another service has written its own since. */
    void remove(Path dataDir) throws IOException {
        if (read(dataDir).filter(this::equals).isPresent()) {
            Files.deleteIfExists(dataDir.resolve(NAME));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "ServiceFile[port=" + port + ", pid=" + pid + "]";
    }
}

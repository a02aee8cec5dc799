package ai.returning.routes.sync;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.mapping.Mapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the folder of a sync flow: {@code <flow>.mapping.yaml} and the {@code *.sql} files beside it. */
public final class FlowFolder {
    private static final String MAPPING = ".mapping.yaml";

    private FlowFolder() {}

    /**
     * Reads a flow; its id is the name of the folder.
     *
     * @throws RaiException FLOW_UNKNOWN with the nearest flow if the folder or its mapping is not there,
     *     MAPPING_INVALID with {@code file:line}
     */
    public static FlowDefinition load(Path folder, Contract contract, Path communityFields) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String flow = name == null ? "" : name.toString();
        Path file = folder.resolve(flow + MAPPING);
        if (!Files.isRegularFile(file)) {
            throw unknown(folder, flow);
        }
        Mapping mapping = Mapping.load(file, contract, communityFields);
        Map<String, String> queries = queries(folder);
        return new FlowDefinition(flow, folder, mapping, queries, mapping.hash(), hash(queries));
    }

    private static RaiException unknown(Path folder, String flow) {
        List<String> flows = flows(folder.toAbsolutePath().normalize().getParent());
        String known =
                flows.isEmpty() ? " There is no sync flow beside it." : " Known: " + String.join(", ", flows) + ".";
        return new RaiException(
                ErrorCode.FLOW_UNKNOWN,
                "No sync flow is called '" + flow + "': " + folder.resolve(flow + MAPPING) + " is not there."
                        + Nearest.hint(flow, flows) + known);
    }

    private static List<String> flows(@Nullable Path routes) {
        if (routes == null || !Files.isDirectory(routes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(routes)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(flow -> Files.isRegularFile(routes.resolve(flow).resolve(flow + MAPPING)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(routes, e);
        }
    }

    /** The SQL files of a folder, by name. */
    public static Map<String, String> queries(Path folder) {
        Map<String, String> queries = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
                queries.put(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        return queries;
    }

    private static RaiException unreadable(Path folder, IOException e) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                "A file of " + folder + " cannot be read as UTF-8 text: " + e.getMessage() + ".",
                e);
    }

    private static String hash(Map<String, String> queries) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            queries.forEach((name, text) -> sha.update((name + '\0' + text + '\0').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

package ai.returning.routes.component;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.FlowDefinition;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads flows from folders: {@code <flow>/<flow>.mapping.yaml} and the {@code *.sql} files beside it. */
public final class FolderFlowCatalog implements FlowCatalog {
    private final Path routes;
    private final Contract contract;
    private final Path communityFields;

    public FolderFlowCatalog(Path routes, Contract contract, Path communityFields) {
        this.routes = routes;
        this.contract = contract;
        this.communityFields = communityFields;
    }

    @Override
    public FlowDefinition load(String flow) {
        List<String> known = flows(routes);
        if (!known.contains(flow)) {
            throw new RaiException(
                    ErrorCode.FLOW_UNKNOWN,
                    "No flow '" + flow + "' with a mapping stands in " + routes + "." + Nearest.hint(flow, known));
        }
        Path folder = routes.resolve(flow);
        Mapping mapping = Mapping.load(mappingFile(folder), contract, communityFields);
        Map<String, String> queries = queries(folder);
        return new FlowDefinition(flow, folder, mapping, queries, mapping.hash(), hash(queries));
    }

    /** The names of all flows in the folder {@code routes}: those with a mapping. */
    public static List<String> flows(Path routes) {
        return list(routes, folder -> Files.isRegularFile(mappingFile(folder))).stream()
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    private static Path mappingFile(Path folder) {
        return folder.resolve(folder.getFileName() + ".mapping.yaml");
    }

    private static Map<String, String> queries(Path folder) {
        Map<String, String> queries = new TreeMap<>();
        for (Path file : list(folder, file -> file.toString().endsWith(".sql"))) {
            try {
                queries.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return queries;
    }

    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static RaiException unreadable(Path path, IOException e) {
        return new RaiException(
                ErrorCode.CONFIG_INVALID,
                path + " cannot be read as UTF-8 text (" + e + "). Start the program in the folder that holds routes/.",
                e);
    }

    private static String hash(Map<String, String> queries) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            queries.forEach((name, text) -> {
                // Lengths keep "a"+"bc" and "ab"+"c" apart.
                digest.update((name.length() + ":" + name + text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

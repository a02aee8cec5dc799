package ai.returning.routes.lint.known;

import ai.returning.routes.lint.EndpointUse;
import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.RouteView;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The flows that sync: their mappings and queries. */
public final class Flows {
    private final Set<String> mapped = new TreeSet<>();
    /** SQL files by folder, then by name. */
    private final Map<String, Map<String, SourceFile>> queries = new HashMap<>();
    /** The query a route names, by flow. */
    private final Map<String, String> named = new HashMap<>();

    Flows(Knowledge known) {
        known.project().files(FileKind.MAPPING).forEach(file -> mapped.add(flow(file)));
        known.project().files(FileKind.SQL).forEach(file -> queries.computeIfAbsent(
                        folder(file), folder -> new HashMap<>())
                .put(file.fileName(), file));
        known.routes().forEach(this::query);
    }

    private void query(RouteView route) {
        Optional<String> flow = route.from()
                .flatMap(Step::endpoint)
                .filter(use -> use.uri().equals("returning-ai-sync:run"))
                .map(use -> use.values().getOrDefault("flow", ""));
        flow.ifPresent(name -> route.walk()
                .flatMap(step -> step.endpoint().stream())
                .filter(use -> use.uri().equals("returning-ai-sync:read"))
                .map(Flows::query)
                .filter(query -> !query.isBlank())
                .findFirst()
                .ifPresent(query -> named.put(name, query)));
    }

    private static String query(EndpointUse use) {
        return use.values().getOrDefault("query", "");
    }

    private static String flow(SourceFile mapping) {
        return mapping.fileName().replace(".mapping.yaml", "");
    }

    private static String folder(SourceFile file) {
        return file.name().substring(0, file.name().length() - file.fileName().length());
    }

    /** The flows that have a mapping. */
    public Set<String> mapped() {
        return mapped;
    }

    /** The names of the SQL files beside a file. */
    public Set<String> queriesBeside(SourceFile file) {
        return new TreeSet<>(queries.getOrDefault(folder(file), Map.of()).keySet());
    }

    /** The SQL file of the flow of a mapping: the one its route names, else the one named like the flow. */
    public Optional<SourceFile> query(SourceFile mapping) {
        String flow = flow(mapping);
        String query = named.getOrDefault(flow, flow + ".sql");
        return Optional.ofNullable(queries.getOrDefault(folder(mapping), Map.of()).get(query));
    }
}

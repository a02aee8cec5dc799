package ai.returning.routes.lint.settings;

import ai.returning.routes.lint.FileKind;
import ai.returning.routes.lint.Findings;
import ai.returning.routes.lint.RuleName;
import ai.returning.routes.lint.SourceFile;
import ai.returning.routes.lint.known.Check;
import ai.returning.routes.lint.known.Knowledge;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The settings files against their schema: keys nobody reads, and values of another type. */
public final class SettingsSchema implements Check {
    private static final String FILE = "application.schema.json";

    @Override
    public void check(Knowledge known, Findings findings) {
        List<SourceFile> files = known.project()
                .files(FileKind.SETTINGS)
                .filter(file -> file.root() != null)
                .toList();
        if (files.isEmpty()) {
            return;
        }
        schema(known.project().root())
                .ifPresent(schema -> files.forEach(file -> new SchemaWalk(
                                schema,
                                (node, problem, advice) ->
                                        findings.add(file, node, RuleName.WRONG_SETTING, problem, advice))
                        .check(Objects.requireNonNull(file.root()), schema, "")));
    }

    /** The schema of the project; the one of the program where the project has none. */
    private static Optional<JsonNode> schema(Path root) {
        Path file = root.resolve("config/schema").resolve(FILE);
        try {
            if (Files.isRegularFile(file)) {
                return Optional.of(Json.MAPPER.readTree(Files.readAllBytes(file)));
            }
            try (InputStream in = SettingsSchema.class.getClassLoader().getResourceAsStream("schema/" + FILE)) {
                return in == null ? Optional.empty() : Optional.of(Json.MAPPER.readTree(in));
            }
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    file + " cannot be read as JSON. Take it from the release again: it is generated.",
                    e);
        }
    }
}

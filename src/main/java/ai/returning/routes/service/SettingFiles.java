package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import ai.returning.routes.support.shape.Misfit;
import ai.returning.routes.support.shape.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the files of settings against their shape: keys nobody knows, and values of the wrong kind. */
final class SettingFiles {
    private static final Path FOLDER = Path.of("config");

    private SettingFiles() {}

    /** Everything that does not fit in the files of these profiles, in file order. */
    static List<StartProblem> check(Path root, String... profiles) {
        List<StartProblem> problems = new ArrayList<>();
        check(root, FOLDER.resolve("application.yaml"), problems);
        for (String profile : profiles) {
            check(root, FOLDER.resolve("application-" + profile + ".yaml"), problems);
        }
        return problems;
    }

    private static void check(Path root, Path file, List<StartProblem> problems) {
        Path at = root.resolve(file);
        if (!Files.isRegularFile(at)) {
            return;
        }
        Shape shape = SettingsShape.shape();
        for (YamlNode document : Yaml.documents(file.toString(), text(at))) {
            Map<String, String> names = new LinkedHashMap<>();
            names(document, "", names);
            for (Misfit misfit : shape.misfits(document)) {
                String name = names.getOrDefault(position(misfit.where()), SettingsShape.ROOT);
                problems.add(new StartProblem(
                        ErrorCode.CONFIG_INVALID,
                        misfit.where().place(),
                        name + ": " + misfit.problem() + " → " + misfit.advice()));
            }
        }
    }

    /** The full name of each key and value, by where it stands. */
    private static void names(YamlNode node, String name, Map<String, String> names) {
        names.putIfAbsent(position(node), name);
        if (node.isList()) {
            node.items().forEach(item -> names(item, name, names));
        } else if (node.isMap()) {
            node.pairs().forEach(pair -> {
                String key = pair.getKey().isScalar() ? pair.getKey().text() : "";
                String full = name.isEmpty() ? key : name + "." + key;
                names.put(position(pair.getKey()), full);
                names(pair.getValue(), full, names);
            });
        }
    }

    private static String position(YamlNode node) {
        return node.line() + ":" + node.column();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

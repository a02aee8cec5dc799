package ai.returning.routes.lint;

import java.util.Map;

/** What a file is for, by its place and name. */
final class Kinds {
    private static final Map<String, FileKind> ENDINGS = Map.of(
            ".camel.yaml", FileKind.ROUTE,
            ".kamelet.yaml", FileKind.KAMELET,
            ".mapping.yaml", FileKind.MAPPING,
            ".rules.yaml", FileKind.RULES,
            ".test.yaml", FileKind.TEST,
            ".openapi.yaml", FileKind.CONTRACT,
            ".sql", FileKind.SQL,
            ".md", FileKind.PAGE);

    private Kinds() {}

    /** @param name path from the root, with slashes */
    static FileKind of(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        if (file.matches("application(-[^.]+)?\\.yaml")) {
            return FileKind.SETTINGS;
        }
        if (file.equals("community-fields.yaml")) {
            return FileKind.FIELDS;
        }
        if (file.equals("lint-waivers.yaml")) {
            return FileKind.WAIVERS;
        }
        return ENDINGS.entrySet().stream()
                .filter(ending -> file.endsWith(ending.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(FileKind.OTHER);
    }

    /** Whether files of the kind are YAML. */
    static boolean isYaml(FileKind kind) {
        return kind != FileKind.SQL && kind != FileKind.PAGE && kind != FileKind.OTHER;
    }
}

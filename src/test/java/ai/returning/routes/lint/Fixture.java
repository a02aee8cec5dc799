package ai.returning.routes.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A project of {@code src/test/resources/lint}; its README tells how they are laid out. */
record Fixture(String rule, String side) {
    static final Path HOME = Path.of("src/test/resources/lint");

    /** All of them, in order of their rules. */
    static List<Fixture> all() throws IOException {
        List<Fixture> all = new ArrayList<>();
        try (Stream<Path> rules = Files.list(HOME)) {
            for (Path rule : rules.filter(Files::isDirectory).sorted().toList()) {
                try (Stream<Path> sides = Files.list(rule)) {
                    sides.filter(Files::isDirectory)
                            .map(side -> side.getFileName().toString())
                            .filter(side -> side.matches("(bad|good)(-\\d+)?"))
                            .sorted()
                            .forEach(side ->
                                    all.add(new Fixture(rule.getFileName().toString(), side)));
                }
            }
        }
        return all;
    }

    boolean isBad() {
        return side.startsWith("bad");
    }

    /** The findings to expect, one line each. */
    Path expected() {
        return HOME.resolve(rule).resolve(side.replace("bad", "expected") + ".txt");
    }

    /** Lays the project into a folder. */
    Path into(Path folder) throws IOException {
        base(folder);
        lay(HOME.resolve(rule).resolve(side), folder);
        return folder;
    }

    /** The project that all others are laid over. */
    static Path base(Path folder) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        for (String name : List.of("returning-ai.openapi.yaml", "community-fields.yaml")) {
            Files.copy(Path.of("config", name), config.resolve(name));
        }
        if (Files.isDirectory(Path.of("config/schema"))) {
            lay(Path.of("config/schema"), config.resolve("schema"));
        }
        lay(HOME.resolve("base"), folder);
        return folder;
    }

    private static void lay(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (target.toString().endsWith(".gone")) {
                    Files.delete(Path.of(target.toString().replaceFirst("\\.gone$", "")));
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Override
    public String toString() {
        return rule + "/" + side;
    }
}

package ai.returning.routes.lint;

import java.nio.file.Path;
import java.util.List;

/** The files somebody asked for. */
final class Scope {
    private final Path root;
    private final List<Path> asked;

    /** @param asked absolute files and folders; empty for all */
    Scope(Path root, List<Path> asked) {
        this.root = root;
        this.asked = asked;
    }

    boolean isWhole() {
        return asked.isEmpty() || asked.stream().anyMatch(root::startsWith);
    }

    /** @param file path from the root, or absolute */
    boolean holds(String file) {
        Path path = root.resolve(file).normalize();
        return asked.isEmpty() || asked.stream().anyMatch(path::startsWith);
    }
}

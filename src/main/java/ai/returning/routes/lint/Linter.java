package ai.returning.routes.lint;

import ai.returning.routes.support.shape.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checks a project, or some of its files. */
public final class Linter {
    private final Path root;
    private final Map<FileKind, Shape> shapes;

    /** @param root the folder with {@code routes} and {@code config} */
    public Linter(Path root) {
        this(root, Map.of());
    }

    private Linter(Path root, Map<FileKind, Shape> shapes) {
        this.root = root;
        this.shapes = Map.copyOf(shapes);
    }

    /** What files of some kinds look like, where this package cannot know it; such a finding is {@code bad-test}. */
    public Linter shapes(Map<FileKind, Shape> more) {
        return new Linter(root, more);
    }

    /**
     * Checks everything, and reports what lies in the given files and folders.
     *
     * @param paths files and folders below the root, or elsewhere; empty takes all of the project
     */
    public LintReport check(List<Path> paths) {
        return new LintReport(List.of(), 0, 0);
    }

    /** Checks what a service loads, by the rules it depends on. */
    public LintReport checkAtStart() {
        return new LintReport(List.of(), 0, 0);
    }
}

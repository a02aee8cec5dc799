package ai.returning.routes.lint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files that belong together, read once. */
public final class Project {
    private final Path root;
    private final List<SourceFile> files;
    private final DeclaredSettings settings;
    private @Nullable List<RouteView> routes;

    /**
     * @param root folder with {@code routes} and {@code config}
     * @param files every file that could be read, blocks of pages included, in file order
     * @param settings what the settings declare
     */
    public Project(Path root, List<SourceFile> files, DeclaredSettings settings) {
        this.root = root;
        this.files = List.copyOf(files);
        this.settings = settings;
    }

    public Path root() {
        return root;
    }

    public List<SourceFile> files() {
        return files;
    }

    public DeclaredSettings settings() {
        return settings;
    }

    public Stream<SourceFile> files(FileKind kind) {
        return files.stream().filter(file -> file.kind() == kind);
    }

    /** The file of that name, seen from the root. */
    public Optional<SourceFile> file(String name) {
        return files.stream()
                .filter(file -> !file.isBlock() && file.name().equals(name))
                .findFirst();
    }

    /** Everything with steps: of route files, Kamelets and blocks of pages that are one of them. */
    public Stream<RouteView> routes() {
        if (routes == null) {
            routes = Stream.concat(files(FileKind.ROUTE), files(FileKind.KAMELET))
                    .flatMap(file -> RouteReader.read(file).stream())
                    .toList();
        }
        return routes.stream();
    }
}

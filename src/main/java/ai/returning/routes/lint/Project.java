package ai.returning.routes.lint;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * All files that belong together, read once.
 *
 * @param root folder with {@code routes} and {@code config}
 * @param files every file that could be read, blocks of pages included, in file order
 * @param settings what the settings declare
 */
public record Project(Path root, List<SourceFile> files, DeclaredSettings settings) {

    public Stream<SourceFile> files(FileKind kind) {
        return files.stream().filter(file -> file.kind() == kind);
    }

    /** Everything with steps: of route files, Kamelets and blocks of pages that are one of them. */
    public Stream<RouteView> routes() {
        return Stream.concat(files(FileKind.ROUTE), files(FileKind.KAMELET))
                .flatMap(file -> RouteReader.read(file).stream());
    }
}

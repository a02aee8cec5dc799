package ai.returning.routes.cli;

import java.nio.file.Path;

/** The folder of whoever typed the command; the launcher itself works in that of the project. */
final class Caller {
    /** Set by the launcher. */
    static final String FOLDER_PROPERTY = "rai.caller";

    private Caller() {}

    /** A path of the command line, as seen from the project if it lies in there; {@code -} stays as it is. */
    static Path path(Path typed) {
        return typed.toString().equals("-")
                ? typed
                : path(typed, Path.of(System.getProperty(FOLDER_PROPERTY, "")), Path.of(""));
    }

    static Path path(Path typed, Path caller, Path project) {
        Path from = project.toAbsolutePath().normalize();
        Path full = caller.toAbsolutePath().resolve(typed).normalize();
        return full.startsWith(from) ? from.relativize(full) : full;
    }
}

package ai.returning.routes.lint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the files below a folder, in order of their names, without walking in circles. */
final class FileWalk {
    private static final Set<String> SKIPPED = Set.of("target", "node_modules");
    private static final int MAX_DEPTH = 32;

    private final Told told;
    private final Set<Path> seen = new HashSet<>();
    private final List<Path> files = new ArrayList<>();

    /** Takes what cannot be read, with the reason and what to do. */
    @FunctionalInterface
    interface Told {
        void unreadable(Path where, String problem, String advice);
    }

    FileWalk(Told told) {
        this.told = told;
    }

    /** All files below; a folder that is not there has none. */
    List<Path> below(Path folder) {
        files.clear();
        if (Files.isDirectory(folder)) {
            enter(folder, 0);
        }
        return List.copyOf(files);
    }

    private void enter(Path folder, int depth) {
        try {
            if (depth > MAX_DEPTH) {
                told.unreadable(folder, "there are more than " + MAX_DEPTH + " folders in each other", "fewer levels");
                return;
            }
            if (!seen.add(folder.toRealPath())) {
                told.unreadable(folder, "the link leads to a folder that is read already", "no link");
                return;
            }
            List<Path> entries = new ArrayList<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                stream.forEach(entries::add);
            }
            entries.sort(null);
            entries.forEach(entry -> visit(entry, depth));
        } catch (IOException e) {
            told.unreadable(folder, TextReader.reason(e), "a folder this user may read");
        }
    }

    private void visit(Path entry, int depth) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".") || SKIPPED.contains(name)) {
            return;
        }
        if (Files.isSymbolicLink(entry) && !leadsSomewhere(entry)) {
            told.unreadable(entry, "the link leads in a circle or nowhere", "a link to a file that is there");
        } else if (Files.isDirectory(entry)) {
            enter(entry, depth + 1);
        } else {
            files.add(entry);
        }
    }

    private static boolean leadsSomewhere(Path link) {
        return Files.exists(link);
    }
}

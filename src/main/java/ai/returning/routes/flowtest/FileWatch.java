package ai.returning.routes.flowtest;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sees files change below some folders, new folders included. Editors write in several steps; those are one change. */
public final class FileWatch implements AutoCloseable {
    private static final long QUIET_MILLIS = 150;
    /** Such as {@code .x.yaml.swp}, {@code x.yaml~}, {@code #x.yaml#}, {@code x.yaml.tmp} and {@code 4913}. */
    private static final Pattern PASSING = Pattern.compile("\\..*|.*~|#.*#|.*\\.(tmp|bak|swp|swx)|\\d+");

    private final WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();

    /** @throws RaiException CONFIG_INVALID if a folder cannot be watched */
    public FileWatch(List<Path> roots) {
        try {
            service = FileSystems.getDefault().newWatchService();
            for (Path root : roots) {
                register(root.toAbsolutePath().normalize());
            }
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "The folders " + roots + " cannot be watched (" + e.getMessage() + ").",
                    e);
        }
    }

    private void register(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> below = Files.walk(root)) {
            for (Path folder : below.filter(Files::isDirectory).toList()) {
                folders.put(
                        folder.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE),
                        folder);
            }
        }
    }

    /** Waits for a change, then until it is quiet; gives the files that changed. Empty only after {@link #close}. */
    public Set<Path> changes() throws InterruptedException {
        Set<Path> changed = new TreeSet<>();
        try {
            while (changed.isEmpty()) {
                take(service.take(), changed);
            }
            for (WatchKey more = quiet(); more != null; more = quiet()) {
                take(more, changed);
            }
        } catch (ClosedWatchServiceException e) {
            return Set.of();
        }
        return changed;
    }

    private @org.jspecify.annotations.Nullable WatchKey quiet() throws InterruptedException {
        return service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void take(WatchKey key, Set<Path> changed) {
        Path folder = folders.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (folder != null && event.context() instanceof Path name) {
                take(folder.resolve(name), changed);
            }
        }
        if (!key.reset()) {
            folders.remove(key);
        }
    }

    private void take(Path file, Set<Path> changed) {
        if (Files.isDirectory(file)) {
            try {
                register(file);
                Folders.files(file, 8, "").forEach(changed::add);
            } catch (IOException e) {
                // gone again; its parent told of that as well
                return;
            }
        } else if (isOurs(String.valueOf(file.getFileName()))) {
            // also a folder that is gone; its files do not say so themselves
            changed.add(file);
        }
    }

    /** Any file may be the input of a case, but not the passing ones of editors. */
    private static boolean isOurs(String name) {
        return !PASSING.matcher(name).matches();
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID, "The watch of files cannot be ended (" + e.getMessage() + ").", e);
        }
    }
}

package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of this machine, or one mounted on it. */
final class LocalInbox implements Inbox {
    private final FileSettings settings;
    private final Path folder;

    LocalInbox(FileSettings settings) {
        this.settings = settings;
        this.folder = Path.of(settings.folder());
    }

    @Override
    public List<Waiting> list() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Waiting> found = new ArrayList<>();
            for (Path file : files.toList()) {
                look(String.valueOf(file.getFileName())).ifPresent(found::add);
            }
            return found;
        } catch (IOException e) {
            throw unusable(folder, "cannot be listed", e);
        }
    }

    @Override
    public Optional<Waiting> look(String name) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile()
                    ? Optional.of(new Waiting(
                            name, found.size(), found.lastModifiedTime().toInstant(), String.valueOf(found.fileKey())))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it went between two looks
        } catch (IOException e) {
            throw unusable(folder.resolve(name), "cannot be looked at", e);
        }
    }

    @Override
    public Path fetch(Waiting file) {
        return folder.resolve(file.name());
    }

    @Override
    public String move(String name, Place place, String as) {
        Path target = place(place).resolve(as);
        try {
            Files.createDirectories(place(place));
            // Without an option it refuses to replace a file that is there.
            Files.move(folder.resolve(name), target);
            return target.toString();
        } catch (IOException e) {
            throw unusable(target, "cannot take " + name, e);
        }
    }

    @Override
    public void note(Place place, String as, String text) {
        Path file = place(place).resolve(as);
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unusable(file, "cannot be written", e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw unusable(folder.resolve(name), "cannot be removed", e);
        }
    }

    @Override
    public void discard(Waiting file) {
        // fetch gave the file itself
    }

    @Override
    public void close() {
        // holds nothing
    }

    private Path place(Place place) {
        return folder.resolve(place == Place.ARCHIVE ? settings.archive() : settings.errors());
    }

    private RaiException unusable(Path path, String problem, IOException e) {
        return new RaiException(
                ErrorCode.FOLDER_UNUSABLE,
                settings.shown() + ": " + path + " " + problem + " ("
                        + e.getClass().getSimpleName() + "). Check " + settings.key("folder")
                        + " and the rights of this user there; nothing is lost.",
                e);
    }
}

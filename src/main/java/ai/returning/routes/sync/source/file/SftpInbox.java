package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A folder on an SFTP server. A file is fetched whole before it is read. */
final class SftpInbox implements Inbox {
    private final FileSettings settings;
    private final SftpSession session;
    private final SftpStaging staging;

    SftpInbox(FileSettings settings, SftpSettings place) {
        this.settings = settings;
        this.session = new SftpSession(settings, place);
        this.staging = new SftpStaging(settings, place, session);
    }

    /** What the server is asked for. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(SftpClient files) throws IOException;
    }

    @Override
    public List<Waiting> list() {
        return asked(settings.folder(), "cannot be listed", files -> {
            List<Waiting> found = new ArrayList<>();
            for (SftpClient.DirEntry entry : files.readDir(settings.folder())) {
                if (entry.getAttributes().isRegularFile()) {
                    found.add(waiting(entry.getFilename(), entry.getAttributes()));
                }
            }
            return found;
        });
    }

    @Override
    public Optional<Waiting> look(String name) {
        return asked(path(name), "cannot be looked at", files -> {
            try {
                return Optional.of(waiting(name, files.lstat(path(name))));
            } catch (SftpException e) {
                if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** The protocol tells no identity of a file: another size or time is another file. */
    private static Waiting waiting(String name, SftpClient.Attributes found) {
        return new Waiting(
                name,
                found.getSize(),
                found.getModifyTime().toInstant(),
                found.getSize() + "@" + found.getModifyTime().toMillis());
    }

    @Override
    public Path fetch(Waiting file) {
        return staging.fetch(file, path(file.name()));
    }

    @Override
    public String move(String name, Place place, String as) {
        String target = place(place) + "/" + as;
        return asked(target, "cannot take " + name, files -> {
            makeFolder(files, place(place));
            files.rename(path(name), target);
            return target;
        });
    }

    private static void makeFolder(SftpClient files, String folder) throws IOException {
        try {
            files.stat(folder);
        } catch (SftpException e) {
            if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
            files.mkdir(folder);
        }
    }

    @Override
    public void note(Place place, String as, String text) {
        String file = place(place) + "/" + as;
        asked(file, "cannot be written", files -> {
            try (OutputStream out = files.write(file)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return file;
        });
    }

    @Override
    public void remove(String name) {
        if (look(name).isPresent()) {
            asked(path(name), "cannot be removed", files -> {
                files.remove(path(name));
                return name;
            });
        }
    }

    @Override
    public void discard(Waiting file) {
        staging.discard(file);
    }

    @Override
    public void close() {
        session.close();
    }

    private String path(String name) {
        return settings.folder() + "/" + name;
    }

    private String place(Place place) {
        String folder = place == Place.ARCHIVE ? settings.archive() : settings.errors();
        return folder.startsWith("/") ? folder : path(folder);
    }

    private <T> T asked(String path, String problem, Question<T> question) {
        try {
            return question.ask(session.files());
        } catch (SftpException e) {
            throw new RaiException(
                    ErrorCode.FOLDER_UNUSABLE,
                    settings.shown() + ": " + path + " " + problem + " on the server (answer " + e.getStatus()
                            + "). Check " + settings.key("folder") + " and the rights of the user there; nothing is"
                            + " lost.",
                    e);
        } catch (IOException e) {
            throw new RaiException(
                    ErrorCode.SOURCE_UNAVAILABLE,
                    settings.shown() + ": the server broke off while " + path + " was asked for ("
                            + e.getClass().getSimpleName() + "). Start the run again; nothing is lost.",
                    e);
        }
    }
}

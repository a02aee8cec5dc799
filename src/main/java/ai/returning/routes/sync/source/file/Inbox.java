package ai.returning.routes.sync.source.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder files arrive in, wherever it is. */
interface Inbox extends AutoCloseable {
    /** Where a file goes when it is dealt with. */
    enum Place {
        ARCHIVE,
        ERRORS
    }

    /** All plain files, in no order. */
    List<Waiting> list();

    /** A new look at one file; empty if it is not there any more. */
    Optional<Waiting> look(String name);

    /** The file on this machine, whole and as {@code file} says it is. */
    Path fetch(Waiting file);

    /**
     * Moves a file; never over another one.
     *
     * @return its new name
     */
    String move(String name, Place place, String as);

    /** Writes a short text beside a file that was moved. */
    void note(Place place, String as, String text);

    /** Removes an empty marker, if it is there. */
    void remove(String name);

    /** Removes what {@link #fetch} made; nothing where it gave the file itself. */
    void discard(Waiting file);

    @Override
    void close();
}

package ai.returning.routes.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;

/** Asks the person at the terminal. */
interface Questions {
    /** Set by the launcher, which alone can tell whether somebody sits in front of both ends. */
    String ANSWERS_PROPERTY = "rai.answers";

    /** Whether there is somebody to ask. */
    boolean possible();

    /** Asks; only a clear yes is one. */
    boolean confirm(String question, PrintWriter err);

    /** The terminal, if there is one. */
    static Questions ofTerminal() {
        return of(System.in);
    }

    /** A terminal whose keys come from a stream. */
    static Questions of(InputStream in) {
        return new Questions() {
            @Override
            public boolean possible() {
                return Boolean.getBoolean(ANSWERS_PROPERTY);
            }

            @Override
            public boolean confirm(String question, PrintWriter err) {
                err.print(question + " [y/N] ");
                err.flush();
                try {
                    // Not closed: standard input is not ours.
                    String line = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
                    if (line == null) {
                        // Ctrl-D leaves the cursor behind the question.
                        err.println();
                    }
                    return line != null
                            && Set.of("y", "yes").contains(line.strip().toLowerCase(Locale.ROOT));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}

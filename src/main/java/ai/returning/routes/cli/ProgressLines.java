package ai.returning.routes.cli;

import ai.returning.routes.sync.RunProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A plain line every few seconds, for logs. */
final class ProgressLines implements ProgressDisplay {
    private static final long NANOS_BETWEEN_LINES = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final LongSupplier nanos;
    private long started;
    private long lastLine;
    private boolean begun;

    ProgressLines(PrintWriter err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
    }

    @Override
    public synchronized void progress(RunProgress progress) {
        long now = nanos.getAsLong();
        if (!begun) {
            // The rate counts from the first sign of life; what came before was the start of the program.
            begun = true;
            started = now;
            lastLine = now;
        }
        if (now - lastLine >= NANOS_BETWEEN_LINES) {
            lastLine = now;
            err.println(line(progress, (now - started) / 1e9));
        }
    }

    private static String line(RunProgress progress, double seconds) {
        double rate = progress.read() / seconds;
        String share = progress.expected() > 0
                ? String.format(
                        Locale.ROOT,
                        " of %,d (%d %%, %.0f s left)",
                        progress.expected(),
                        Math.min(100, progress.read() * 100 / progress.expected()),
                        Math.max(0, progress.expected() - progress.read()) / Math.max(rate, 1))
                : "";
        return String.format(
                Locale.ROOT,
                "%s: %,d rows read%s, %,.0f rows/s, %,d accepted in %d of %d files",
                progress.phase().name().toLowerCase(Locale.ROOT),
                progress.read(),
                share,
                rate,
                progress.accepted(),
                progress.chunksAccepted(),
                progress.chunksSealed());
    }

    @Override
    public synchronized void notice(String sentence) {
        err.println(sentence);
    }

    @Override
    public void close() {
        err.flush();
    }
}

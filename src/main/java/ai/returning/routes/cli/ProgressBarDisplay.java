package ai.returning.routes.cli;

import ai.returning.routes.sync.RunProgress;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with rows a second, the share where it is known, and the time left. */
final class ProgressBarDisplay implements ProgressDisplay {
    private final PrintWriter err;
    private @Nullable ProgressBar bar;

    ProgressBarDisplay(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void progress(RunProgress progress) {
        ProgressBar shown = bar == null ? open() : bar;
        bar = shown;
        shown.maxHint(progress.expected() < 0 ? -1 : Math.max(progress.expected(), progress.read()));
        shown.stepTo(progress.read());
        shown.setExtraMessage(String.format(
                Locale.ROOT,
                " %s, %d/%d files",
                progress.phase().name().toLowerCase(Locale.ROOT),
                progress.chunksAccepted(),
                progress.chunksSealed()));
    }

    private static ProgressBar open() {
        return new ProgressBarBuilder()
                .setTaskName("sync")
                .setInitialMax(-1)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setSpeedUnit(ChronoUnit.SECONDS)
                .setUpdateIntervalMillis(250)
                .showSpeed()
                .build();
    }

    /** Ends the bar first: a sentence in the middle of it would be painted over. */
    @Override
    public synchronized void notice(String sentence) {
        close();
        err.println(sentence);
    }

    @Override
    public synchronized void close() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
        err.flush();
    }
}

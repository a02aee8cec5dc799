package ai.returning.routes.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The one line a rival prints at its end. */
public final class Figures {
    private Figures() {}

    /**
     * Prints rows, seconds of work, seconds since the JVM started, CPU seconds and peak memory as one JSON line.
     *
     * @param side name of the rival
     * @param rows rows read
     * @param workNanos time between the moment the program was ready to work and the answer to the last file
     */
    public static void print(String side, long rows, long workNanos) {
        long startedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                Locale.ROOT,
                "{\"side\":\"%s\",\"read\":%d,\"seconds\":%.3f,\"total\":%.3f,\"cpu\":%.2f,\"rssMb\":%d}%n",
                side,
                rows,
                workNanos / 1e9,
                (System.currentTimeMillis() - startedAt) / 1e3,
                system.getProcessCpuTime() / 1e9,
                peakMegabytes());
    }

    /**
     * Prints rows a second and CPU microseconds a row as one JSON line; start-up is in neither.
     *
     * @param side name of the side
     * @param rows rows answered
     * @param workNanos time from ready to the last answer
     * @param cpuNanos CPU time of the process in that time
     */
    public static void printPosts(String side, long rows, long workNanos, long cpuNanos) {
        System.out.printf(
                Locale.ROOT,
                "{\"side\":\"%s\",\"read\":%d,\"seconds\":%.3f,\"rowsPerSecond\":%.0f,\"cpuMicrosPerRow\":%.1f}%n",
                side,
                rows,
                workNanos / 1e9,
                rows * 1e9 / workNanos,
                cpuNanos / 1e3 / rows);
    }

    /** CPU time of this process so far, in nanoseconds. */
    public static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long peakMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Peak memory is read from /proc, which only Linux has.", e);
        }
    }
}

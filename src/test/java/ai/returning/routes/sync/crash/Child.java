package ai.returning.routes.sync.crash;

import ai.returning.routes.sync.RunReport;
import ai.returning.routes.testing.HostJvm;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A Java process with the classes of this one. Its output is kept line by line. */
final class Child implements AutoCloseable {
    private final Process process;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;

    private Child(Process process, Predicate<String> killAt) {
        this.process = process;
        this.reader = new Thread(() -> read(killAt), "output-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static Child host(HostOrder order, String... options) {
        return host(order, line -> false, options);
    }

    /** A host of the engine that is killed at the first line that {@code killAt} holds for. */
    static Child host(HostOrder order, Predicate<String> killAt, String... options) {
        return start(EngineHost.class, killAt, List.of(options), order.json());
    }

    static Child start(Class<?> main, Predicate<String> killAt, List<String> options, String... arguments) {
        List<String> command = HostJvm.like(EngineRehearsal.class).command(options, main, List.of(arguments));
        try {
            return new Child(
                    new ProcessBuilder(command).redirectErrorStream(true).start(), killAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Predicate<String> killAt) {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (killAt.test(line)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            lines.add("the output broke off: " + e.getMessage());
        }
    }

    /** Waits for its end; the exit code. */
    int end() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The process did not end within a minute:\n" + output());
            }
            reader.join(5_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    boolean says(String text) {
        return lines().stream().anyMatch(line -> line.contains(text));
    }

    String output() {
        return String.join("\n", lines());
    }

    /** What the run came to, if the process lived to say it. */
    Optional<RunReport> report() {
        return lines().stream()
                .filter(line -> line.startsWith(EngineHost.REPORT))
                .map(line -> parse(line.substring(EngineHost.REPORT.length())))
                .findFirst();
    }

    private static RunReport parse(String json) {
        try {
            return new ObjectMapper().readValue(json, RunReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds the process still as it is, or lets it go on. */
    void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets a thread go on that stands still at its failpoint. */
    void goOn() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        end();
    }
}

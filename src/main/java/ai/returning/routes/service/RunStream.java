package ai.returning.routes.service;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunProgress;
import ai.returning.routes.sync.RunReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a run as it goes: one JSON object a line, each with one of the keys {@code progress}, {@code notice},
 * {@code report}, {@code error}. The run has its own thread, so that neither a slow nor a lost reader holds it up.
 */
final class RunStream implements RunListener {
    private static final int MILLIS_BETWEEN_LINES = 250;

    private final AtomicReference<@Nullable RunProgress> latest = new AtomicReference<>();
    private final Queue<String> notices = new ConcurrentLinkedQueue<>();

    private RunStream() {}

    static void answer(HttpExchange exchange, Function<RunListener, RunReport> run) throws IOException {
        RunStream stream = new RunStream();
        FutureTask<RunReport> task = new FutureTask<>(() -> run.apply(stream));
        Thread thread = new Thread(task, "sync-on-request");
        thread.start();
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        stream.follow(task, exchange.getResponseBody());
    }

    @Override
    public void progress(RunProgress progress) {
        latest.set(progress);
    }

    @Override
    public void notice(String sentence) {
        notices.add(sentence);
    }

    private void follow(FutureTask<RunReport> task, OutputStream out) throws IOException {
        boolean running = true;
        while (running) {
            running = !ended(task);
            for (String notice = notices.poll(); notice != null; notice = notices.poll()) {
                write(out, Json.MAPPER.createObjectNode().put("notice", notice));
            }
            RunProgress progress = latest.getAndSet(null);
            if (progress != null) {
                write(out, line("progress", RunJson.progress(progress)));
            }
        }
        write(out, outcome(task));
    }

    private static boolean ended(FutureTask<RunReport> task) {
        try {
            task.get(MILLIS_BETWEEN_LINES, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaiException(ErrorCode.RUN_STOPPED, "The service stops; the run is settled by it.", e);
        }
    }

    private static ObjectNode outcome(FutureTask<RunReport> task) {
        try {
            return line("report", RunJson.wireForm(task.get()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof RaiException known
                    ? line("error", ManagementServer.error(known.code().code(), String.valueOf(known.getMessage())))
                    : line("error", ManagementServer.error(ErrorCode.BUG.code(), ErrorCode.BUG.code() + " " + cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaiException(ErrorCode.RUN_STOPPED, "The service stops.", e);
        }
    }

    private static ObjectNode line(String key, JsonNode value) {
        return Json.MAPPER.createObjectNode().set(key, value);
    }

    private static void write(OutputStream out, JsonNode line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

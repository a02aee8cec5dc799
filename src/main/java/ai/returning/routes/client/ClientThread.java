package ai.returning.routes.client;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A thread of the client itself. It must never wait for a turn, for it is the one that brings them about. */
final class ClientThread extends Thread {

    private ClientThread(Runnable task, String name) {
        super(task, name);
        setDaemon(true);
    }

    static Thread named(String name, Runnable task) {
        return new ClientThread(task, "returning-ai-" + name);
    }

    static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> named(name, task));
    }

    static boolean isCurrent() {
        return Thread.currentThread() instanceof ClientThread;
    }
}

package ai.returning.routes.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The loop one would write by hand: a row, its JSON, a call without a thread, so many under way at a time.
 *
 * <p>{@code --client=jdk} uses the JDK's HttpClient, {@code --client=apache} Apache HttpClient 5.
 */
public final class Posts {
    /** Sends one body and tells whether the answer was 200. */
    interface Sender {
        void send(byte[] json, Done done);
    }

    interface Done {
        void answered(boolean ok);
    }

    private Posts() {}

    public static void main(String[] args) throws Exception {
        URI uri = URI.create(System.getenv("BENCH_API_URL") + PostRows.PATH);
        boolean jdk = args.length > 0 && args[0].equals("--client=jdk");
        Sender sender = jdk ? new JdkSender(uri) : new ApacheSender(uri);
        ObjectMapper json = new ObjectMapper();
        Semaphore free = new Semaphore(PostRows.IN_FLIGHT);
        AtomicInteger failed = new AtomicInteger();
        int rows = PostRows.count();

        long cpu = Figures.cpuNanos();
        long start = System.nanoTime();
        for (int i = 0; i < rows; i++) {
            byte[] body = json.writeValueAsBytes(PostRows.row(i));
            free.acquire();
            sender.send(body, ok -> {
                if (!ok) {
                    failed.incrementAndGet();
                }
                free.release();
            });
        }
        free.acquire(PostRows.IN_FLIGHT);
        Figures.printPosts(
                jdk ? "posts-jdk" : "posts-apache", rows, System.nanoTime() - start, Figures.cpuNanos() - cpu);
        System.exit(failed.get() == 0 ? 0 : 1);
    }
}

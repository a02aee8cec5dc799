package ai.returning.routes.sync.crash;

import ai.returning.routes.jdbc.Jdbc;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import com.zaxxer.hikari.HikariDataSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Commits numbers on a few threads and says each once the commit has returned. */
final class CommitLoop {
    private static final int WRITERS = 4;

    private CommitLoop() {}

    public static void main(String[] arguments) {
        Jdbc jdbc = arguments[0].equals("product")
                ? StateDatabase.open(new StateSettings(arguments[1], "sa", "", WRITERS))
                        .jdbc()
                : raw(arguments[1]);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        AtomicInteger next = new AtomicInteger();
        for (int i = 0; i < WRITERS; i++) {
            new Thread(() -> {
                        while (true) {
                            int id = next.incrementAndGet();
                            jdbc.update("insert into acked (id) values (?)", id);
                            out.println("ack " + id);
                        }
                    })
                    .start();
        }
    }

    private static Jdbc raw(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("sa");
        pool.setPassword("");
        pool.setMaximumPoolSize(WRITERS);
        return new Jdbc(pool);
    }
}

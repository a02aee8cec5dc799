package ai.returning.routes.sync.crash;

import ai.returning.routes.client.HttpApiClient;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.support.Failpoints;
import ai.returning.routes.sync.DefaultSyncEngine;
import ai.returning.routes.sync.RowBatch;
import ai.returning.routes.sync.RowBatches;
import ai.returning.routes.sync.RunListener;
import ai.returning.routes.sync.RunReport;
import ai.returning.routes.sync.RunRequest;
import ai.returning.routes.sync.SyncEngine;
import ai.returning.routes.sync.SyncRun;
import ai.returning.routes.sync.store.SyncStore;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The smallest process around the engine: opens state, source and client, runs the flow once as its route does, and
 * says on standard output what it passes and how it ended.
 */
final class EngineHost {
    static final String AT = "at ";
    static final String NOTICE = "notice ";
    static final String REPORT = "report ";
    static final String STANDS_STILL = "stands still";
    static final int KILLED = 137;
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private EngineHost() {}

    public static void main(String[] arguments) throws IOException {
        HostOrder order = HostOrder.of(arguments[0]);
        FailpointNames.ofRuns().forEach(name -> Failpoints.arm(name, passing(order, name)));
        if (order.doom() != HostOrder.Doom.NOTHING) {
            Failpoints.arm(order.doomedAt(), passing(order, order.doomedAt()));
        }
        try (StateDatabase state = StateDatabase.open(order.state())) {
            RunListener listener = new RunListener() {
                @Override
                public void notice(String sentence) {
                    OUT.println(NOTICE + sentence);
                }
            };
            RunReport report = run(order, new SyncStore(state), listener);
            OUT.println(REPORT + new ObjectMapper().writeValueAsString(report));
        }
        System.exit(0);
    }

    /** One run over an open state. */
    static RunReport run(HostOrder order, SyncStore store, RunListener listener) {
        HostSource source = HostSource.of(order, store);
        try (HttpApiClient client = new HttpApiClient(HostSource.CONTRACT, order.client(), Clock.systemUTC());
                SyncEngine engine = new DefaultSyncEngine(
                        order.settings(),
                        store,
                        HostSource.CONTRACT,
                        client,
                        name -> source.rows(),
                        Clock.systemUTC())) {
            return drive(engine.start(source.flow(), RunRequest.PLAIN, listener), source);
        }
    }

    /** The steps of the route. Like Camel, it hands errors of the machine to the end of the run, too. */
    private static RunReport drive(SyncRun run, HostSource source) {
        Operation operation =
                HostSource.CONTRACT.operation(source.flow().mapping().operation());
        Throwable failure = null;
        try (RowBatches batches = run.read(source.name(), source.query())) {
            while (batches.hasNext()) {
                RowBatch batch = batches.next();
                run.map(batch);
                run.keepChanged(batch);
                run.send(batch, operation);
            }
            run.settle();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        return run.end(failure);
    }

    private static Runnable passing(HostOrder order, String name) {
        AtomicInteger hits = new AtomicInteger();
        return () -> {
            OUT.println(AT + name);
            if (name.equals(order.doomedAt()) && hits.incrementAndGet() == order.doomedHit()) {
                meet(order.doom());
            }
        };
    }

    private static void meet(HostOrder.Doom doom) {
        switch (doom) {
            case NOTHING -> {}
            case HALT -> Runtime.getRuntime().halt(KILLED);
            case STAND_STILL -> standStill();
            case DIRECT_MEMORY -> useUp(ByteBuffer::allocateDirect);
            case HEAP -> useUp(size -> new byte[size]);
        }
    }

    private static void standStill() {
        try {
            OUT.println(STANDS_STILL);
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void useUp(java.util.function.IntFunction<Object> allocator) {
        List<Object> held = new ArrayList<>();
        while (held.size() < 100_000) {
            held.add(allocator.apply(1 << 20));
        }
        throw new IllegalStateException("this memory has no limit");
    }
}

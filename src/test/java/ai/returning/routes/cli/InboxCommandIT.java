package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.component.sync.FlowRunner;
import ai.returning.routes.crm.store.CrmWrites;
import ai.returning.routes.inbox.EventState;
import ai.returning.routes.inbox.Finish;
import ai.returning.routes.inbox.Inbox;
import ai.returning.routes.inbox.InboxDesk;
import ai.returning.routes.inbox.InboxEvent;
import ai.returning.routes.inbox.TestPointers;
import ai.returning.routes.inbox.store.InboxStore;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.service.InboxRequests;
import ai.returning.routes.service.ManagementServer;
import ai.returning.routes.sync.RecordingEngine;
import ai.returning.routes.testing.States;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./rai inbox} and {@code ./rai webhook} beside a running service. */
class InboxCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;
    private final StateDatabase database;
    private final InboxStore store;
    private final Inbox inbox;
    private final ManagementServer server;

    InboxCommandIT(@TempDir Path folder) {
        this.folder = folder;
        database = StateDatabase.open(States.h2(folder, 4));
        store = new InboxStore(database.jdbc());
        inbox = new Inbox(store, Clock.systemUTC(), 100, type -> {});
        InboxRequests requests =
                new InboxRequests(new InboxDesk(store, Clock.systemUTC()), new CrmWrites(database.jdbc()));
        server =
                ManagementServer.start(new FlowRunner(), new RecordingEngine(), null, Map.of(), null, requests, folder);
    }

    @AfterEach
    void stop() {
        server.close();
        inbox.close();
        database.close();
    }

    private int rai(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Rai.commandLine(new Rai(() -> folder));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String take(String body) {
        InboxEvent event = TestPointers.rules("visits", "visit")
                .read(body.getBytes(StandardCharsets.UTF_8), null, "{}", inbox.stamp());
        inbox.take(event).orElseThrow().join();
        return event.id();
    }

    @Test
    void listsShowsAndReplays() {
        assertThat(rai("inbox", "list")).isZero();
        assertThat(out.toString()).contains("The inbox is empty.");
        String good = take("{\"user\":{\"email\":\"kofi@example.org\"},\"n\":1}");
        String bad = take("{");

        assertThat(rai("inbox", "list")).isZero();
        assertThat(out.toString())
                .contains("1 received, 1 parked", good.substring(0, 12), "k***@example.org", "cannot be read")
                .doesNotContain("kofi@");
        assertThat(rai("inbox", "list", "--state", "parked", "--since", "2h", "--json"))
                .isZero();
        assertThat(out.toString()).contains(bad).doesNotContain(good);
        assertThat(rai("inbox", "show", good.substring(0, 8))).isZero();
        assertThat(out.toString()).contains("visits:visit:sha256-").doesNotContain("\"n\":1");
        assertThat(rai("inbox", "show", good.substring(0, 8), "--body")).isZero();
        assertThat(out.toString()).contains("\"n\":1");

        assertThat(rai("inbox", "replay", good.substring(0, 8), "--reason", "why not"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("RAI-2003");
        assertThat(rai("inbox", "replay", bad.substring(0, 8), "--reason", "mended"))
                .isZero();
        assertThat(out.toString()).contains("is received.");
        List<InboxEvent> claimed = store.claim("visit", null, "me", System.currentTimeMillis() + 1000, 60_000, 10);
        store.finish(claimed.stream()
                .map(event -> new Finish(event, EventState.DONE, 0, null, 1, true))
                .toList());
        assertThat(rai("inbox", "replay", "--state", "done", "--since", "1d", "--reason", "again"))
                .isZero();
        assertThat(out.toString()).contains("2 events are given");
    }

    @Test
    void saysWhatBecameOfAWriteToACrm() {
        CrmWrites writes = new CrmWrites(database.jdbc());
        for (String key : List.of("purchase:1", "purchase:2")) {
            writes.begin("hubspot-note", key, 1);
            writes.unclear("hubspot-note", key, 2);
        }
        assertThat(rai("inbox", "settle", "hubspot-note", "purchase:1", "--written"))
                .isZero();
        assertThat(out.toString()).contains("purchase:1 counts as written.");
        assertThat(rai("inbox", "settle", "hubspot-note", "purchase:2", "--not-written"))
                .isZero();
        assertThat(writes.find("hubspot-note", "purchase:1").orElseThrow().state())
                .isEqualTo(CrmWrites.State.WRITTEN);
        assertThat(writes.find("hubspot-note", "purchase:2")).isEmpty();
        assertThat(rai("inbox", "settle", "hubspot-note", "purchase:1", "--not-written"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("RAI-2002");
        assertThat(rai("inbox", "settle", "hubspot-note", "purchase:1")).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertThat(rai("inbox", "list", "--state", "parkd")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean parked?");
        assertThat(rai("inbox", "list", "--since", "yesterday")).isEqualTo(2);
        assertThat(rai("inbox", "replay", "--reason", "x")).isEqualTo(2);
        assertThat(rai("inbox", "show", "0000")).isEqualTo(1);
        assertThat(err.toString()).contains("RAI-2002");
    }

    @Test
    void printsAFreshAddressEachTime() {
        assertThat(rai("webhook", "endpoint", "new", "user-joined", "--event", "user_join_server"))
                .isZero();
        String first = out.toString();
        assertThat(first)
                .contains("path-token: ${RAI_INBOX_USER_JOINED_TOKEN:}", "event: user_join_server")
                .containsPattern("/in/[A-Za-z0-9_-]{32}");
        rai("webhook", "endpoint", "new", "user-joined", "--event", "user_join_server");
        assertThat(out.toString()).isNotEqualTo(first);
        assertThat(rai("webhook", "endpoint", "new", "User Joined", "--event", "x"))
                .isEqualTo(2);
    }
}

package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.contract.Evidence;
import ai.returning.routes.contract.UserKind;
import ai.returning.routes.identity.IdentityWorld;
import ai.returning.routes.identity.Sighting;
import ai.returning.routes.service.ManagedUsers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person sees of a user. */
@Timeout(120)
class UserCommandIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;
    private final IdentityWorld world;
    private final ManagedUsers service;

    UserCommandIT(@TempDir Path folder) {
        this.folder = folder;
        world = new IdentityWorld(folder, 5);
        service = new ManagedUsers(world, folder);
    }

    @AfterEach
    void stop() {
        service.close();
        world.close();
    }

    private int rai(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Rai.commandLine(new Rai(() -> folder));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void showsNothingOfWhoIsNotKnownAndAsksNobody() {
        assertThat(rai("user", "show", "u1@example.org")).isEqualTo(1);
        assertThat(out.toString()).contains("No user is known by the e-mail address u***@example.org");
        assertThat(world.emulator.requests().all()).isEmpty();
    }

    @Test
    void asksWhenToldToAndShowsAgeAndEvidence() {
        assertThat(rai("user", "show", "u1@example.org", "--refresh")).isZero();
        assertThat(out.toString())
                .contains("u***@example.org", "1002", "getUserData", "documented", "getUserMilestones", "assumed")
                .doesNotContain("u1@");

        world.clock.advance(Duration.ofHours(30));
        assertThat(rai("user", "show", "1002")).isZero();
        assertThat(out.toString()).contains("1 d", "old, asked again when needed");
        assertThat(rai("user", "show", "1002", "--json")).isZero();
        assertThat(out.toString()).contains("\"known\":true", "\"ageSeconds\":108000");
    }

    @Test
    void showsAContradictionAndItsEndAfterALook() {
        rai("user", "show", "u1@example.org", "--refresh");
        world.store.learn(
                List.of(new Sighting(
                        Map.of(UserKind.EMAIL, "u1@example.org", UserKind.SHORT_ID, "77"), "list", Evidence.ASSUMED)),
                world.clock.millis());

        assertThat(rai("user", "show", "u1@example.org")).isEqualTo(1);
        assertThat(out.toString()).contains("ambiguous since", "short id 77", "closed");
        assertThat(rai("user", "show", "u1@example.org", "--refresh")).isZero();
        assertThat(out.toString()).contains("1002").doesNotContain("ambiguous since");
    }

    @Test
    void saysWhatBecameOfALookThatFoundNobody() {
        assertThat(rai("user", "show", "nobody", "--refresh")).isEqualTo(1);
        assertThat(out.toString()).contains("getUserMilestones knows nobody by the user name nobody (404)");
    }

    @Test
    void refusesAKindThatIsNone() {
        assertThat(rai("user", "show", "1", "--kind", "phone")).isEqualTo(2);
        assertThat(err.toString()).contains("'phone' is no kind of name");
        assertThat(rai("user")).isEqualTo(2);
        assertThat(rai("user", "show", " ")).isEqualTo(2);
        assertThat(err.toString()).contains("RAI-1006");
    }
}

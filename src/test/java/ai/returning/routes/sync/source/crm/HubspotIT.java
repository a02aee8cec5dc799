package ai.returning.routes.sync.source.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.crm.Pace;
import ai.returning.routes.emulator.crm.CrmFault;
import ai.returning.routes.emulator.crm.HubspotStandIn;
import ai.returning.routes.jdbc.StateDatabase;
import ai.returning.routes.jdbc.StateSettings;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.RowSource;
import ai.returning.routes.sync.source.RowSourceContract;
import ai.returning.routes.sync.source.RowStream;
import ai.returning.routes.sync.source.SourceRequest;
import ai.returning.routes.sync.store.SourceStore;
import ai.returning.routes.sync.store.SyncStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contacts of HubSpot, from a stand-in that speaks its HTTP. */
class HubspotIT extends RowSourceContract {
    private static final String TOKEN = "pat-eu1-right";
    private static final int PAGE = 100;
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final HubspotStandIn crm = HubspotStandIn.start(TOKEN);
    private final StateDatabase state = StateDatabase.open(new StateSettings(
            "jdbc:h2:mem:state-" + UUID.randomUUID() + ";MODE=PostgreSQL;WRITE_DELAY=0", "sa", "", 4));
    private final SourceStore store = new SyncStore(state).sources();
    /** The stand-in tells the time of this machine. */
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void close() {
        crm.close();
        state.close();
    }

    @Override
    protected RowSource holding(int rows) {
        crm.clear();
        contacts(rows);
        crm.put(1_000_000_000, Map.of("email", "x", "city", "y"), LONG_AGO);
        crm.archive(1_000_000_000);
        return source(settings(crm.url(), TOKEN, 0));
    }

    @Override
    protected SourceRequest request(int rows, long limit, int batchRows) {
        return new SourceRequest("import-contacts", "", List.of("email", "city"), limit, batchRows);
    }

    // --- what it reads ---

    @Test
    void readsMoreContactsThanASearchCanPageThrough() {
        contacts(10_500);
        assertThat(take()).hasSize(10_500).doesNotHaveDuplicates();
        assertThat(crm.searches()).isEqualTo(105);
    }

    @Test
    void givesThePropertiesTheMappingReads() {
        crm.put(7, Map.of("email", "a@x.org", "city", "Graz\t1", "phone", "1"), LONG_AGO);
        crm.put(9, Map.of("email", "b@x.org"), LONG_AGO);
        assertThat(take()).containsExactly("a@x.org\tGraz\\t1", "b@x.org\t\\N");
    }

    @Test
    void readsWhatChangedSinceTheLastSettledReadingWithAnOverlap() {
        contacts(300);
        assertThat(take()).hasSize(300);
        crm.change(2, Map.of("city", "Wien"), now.minus(Duration.ofMinutes(9)));
        crm.change(3, Map.of("city", "Wien"), now.minus(Duration.ofMinutes(11)));
        crm.change(1, Map.of("city", "Linz"), now.plus(Duration.ofMinutes(1)));
        assertThat(take()).containsExactly("user1@x.org\tLinz", "user2@x.org\tWien");
    }

    @Test
    void readsFromTheFirstContactUnderAnotherMappingAndWhenAskedForAll() {
        contacts(30);
        assertThat(take()).hasSize(30);
        assertThat(take()).isEmpty();
        assertThat(taken("another", false)).hasSize(30);
        assertThat(taken("another", false)).isEmpty();
        assertThat(taken("another", true)).hasSize(30);
    }

    @Test
    void leavesTheCheckpointOfAReadingThatWasNotSettled() {
        contacts(30);
        try (RowSource source = source(settings());
                RowStream stream = source.open(request(0, 0, 1_000))) {
            assertThat(read(stream)).hasSize(30);
        }
        assertThat(take()).hasSize(30);
    }

    // --- what changes meanwhile ---

    @Test
    void showsAContactOnceWhileItChangesAndTheNewestNextTime() {
        contacts(250);
        crm.beforeSearch(() -> {
            if (crm.searches() == 1) {
                crm.change(5, Map.of("city", "Newest"), now.plusSeconds(60));
                crm.change(230, Map.of("city", "Newest"), now.plusSeconds(60));
            }
        });
        List<String> rows = take();
        assertThat(rows).hasSize(250).doesNotHaveDuplicates();
        assertThat(rows).contains("user5@x.org\tGraz", "user230@x.org\tNewest");
        assertThat(take()).containsExactly("user5@x.org\tNewest", "user230@x.org\tNewest");
    }

    @Test
    void goesOnWhereContactsAreArchivedAndMergedMeanwhile() {
        contacts(250);
        crm.beforeSearch(() -> {
            if (crm.searches() == 1) {
                crm.archive(150);
                crm.merge(160, 170, now.plusSeconds(60));
            }
        });
        assertThat(take()).hasSize(248).doesNotContain("user150@x.org\tGraz", "user160@x.org\tGraz");
    }

    @Test
    void showsTheContactThatAnotherOneWasMergedInto() {
        contacts(30);
        assertThat(take()).hasSize(30);
        crm.merge(7, 8, now.plusSeconds(60));
        assertThat(take()).containsExactly("user8@x.org\tGraz");
    }

    @Test
    void leavesOutAContactTheIndexShowsAsArchived() {
        contacts(250);
        crm.archiveInIndex(100);
        crm.archiveInIndex(250);
        assertThat(take()).hasSize(248).doesNotContain("user100@x.org\tGraz", "user250@x.org\tGraz");
    }

    // --- limits and faults ---

    @Test
    void readsAllUnderALimitOfCallsInAWindow() {
        contacts(2_000);
        crm.limit(1, Duration.ofMillis(100)); // so few that calls under load meet it, too
        assertThat(take()).hasSize(2_000).doesNotHaveDuplicates();
        assertThat(crm.refusedByLimits()).isPositive();
    }

    @Test
    void stopsInAStormThatDoesNotEndAndReadsAllAfterIt() {
        contacts(250);
        crm.limit(2, Duration.ofDays(1));
        assertThatThrownBy(() -> take(settings(crm.url(), TOKEN, 0, Duration.ofMillis(20))))
                .satisfies(e -> {
                    assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
                    assertThat(e).hasMessageContainingAll("answered 429", "longest-throttle", "checkpoint stays");
                });
        crm.limit(100, Duration.ofDays(1));
        assertThat(take()).hasSize(250);
    }

    @Test
    void stopsInTheMiddleWhereTheDayEndsAndReadsAllTheNextDay() {
        contacts(450);
        crm.day(3);
        fails(ErrorCode.SOURCE_UNAVAILABLE, "calls of the day are used up", "checkpoint stays");
        assertThat(crm.refusedByLimits()).as("it is not asked again").isEqualTo(1);
        crm.day(100);
        assertThat(take()).hasSize(450).doesNotHaveDuplicates();
    }

    @Test
    void waitsOutAStormOfRateLimits() {
        contacts(250);
        CrmFault[] storm = new CrmFault[20];
        Arrays.fill(storm, CrmFault.limit("TEN_SECONDLY_ROLLING"));
        crm.script(storm);
        assertThat(take()).hasSize(250);
    }

    @Test
    void stopsWhenTheDayIsUsedUp() {
        contacts(250);
        crm.script(CrmFault.limit("DAILY"));
        fails(ErrorCode.SOURCE_UNAVAILABLE, "calls of the day are used up", "checkpoint stays");
        assertThat(take()).hasSize(250);
    }

    @Test
    void keepsCallsOfTheDayForOthers() {
        contacts(250);
        crm.day(100);
        assertThatThrownBy(() -> take(settings(crm.url(), TOKEN, 100))).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            assertThat(e).hasMessageContainingAll("has 99 calls of the day left, and 100 are kept", "daily-reserve");
        });
        crm.day(1_000);
        assertThat(take(settings(crm.url(), TOKEN, 100))).hasSize(250);
    }

    @Test
    void stopsAtARevokedTokenAndReadsAllOnceItIsReplaced() {
        contacts(450);
        crm.beforeSearch(() -> {
            if (crm.searches() == 1) {
                crm.token("pat-eu1-other");
            }
        });
        fails(ErrorCode.SOURCE_REFUSED, "does not accept the token", "hubspot.token", "checkpoint stays");
        assertThat(crm.searches()).isEqualTo(2);
        assertThat(take(settings(crm.url(), "pat-eu1-other", 0))).hasSize(450);
    }

    @Test
    void neverShowsTheToken() {
        crm.script(CrmFault.status(403));
        contacts(1);
        assertThatThrownBy(this::take)
                .hasMessageContaining("crm.objects.contacts.read")
                .satisfies(e -> assertThat(String.valueOf(e) + settings()).doesNotContain(TOKEN));
    }

    @Test
    void repeatsBrokenCallsAndStopsWhenTheyStayBroken() {
        contacts(250);
        crm.script(CrmFault.brokenOff(), CrmFault.status(502), CrmFault.status(503));
        assertThat(take()).hasSize(250);
        crm.script(CrmFault.status(500), CrmFault.status(500), CrmFault.status(500), CrmFault.status(500));
        fails(ErrorCode.SOURCE_UNAVAILABLE, "after 4 attempts", "was answered 500");
    }

    @Test
    void followsNoRedirect() {
        contacts(1);
        crm.script(CrmFault.status(302));
        fails(ErrorCode.SOURCE_REFUSED, "redirect (302)", "hubspot.url");
    }

    @Test
    void asksAgainForAPageThatIsRepeatedOrMissing() {
        contacts(450);
        crm.script(CrmFault.status(429), CrmFault.status(429), CrmFault.repeatedPage());
        assertThat(take(settings())).hasSize(450).doesNotHaveDuplicates();
    }

    @Test
    void takesNoPageThatLeavesContactsOut() {
        contacts(450);
        crm.beforeSearch(() -> {
            if (crm.searches() == 1) {
                crm.script(CrmFault.skippedPage());
            }
        });
        assertThat(take()).hasSize(450).doesNotHaveDuplicates();
    }

    @Test
    void stopsWhenThePagesStayWrong() {
        contacts(450);
        crm.beforeSearch(() -> {
            if (crm.searches() == 1) {
                crm.script(CrmFault.repeatedPage(), CrmFault.repeatedPage(), CrmFault.repeatedPage());
            }
        });
        fails(ErrorCode.PAGES_UNFIT, "repeats or turns back: id 1 after 100", "in each of 3 looks");
        crm.beforeSearch(() -> {});
        crm.script(CrmFault.noJson());
        fails(ErrorCode.PAGES_UNFIT, "no JSON");
        assertThat(take()).hasSize(450);
    }

    @Test
    void namesAPropertyThatContactsDoNotHave() {
        contacts(1);
        assertThatThrownBy(() -> source(settings())
                        .open(new SourceRequest("import-contacts", "", List.of("email", "citty"), 0, 10)))
                .satisfies(e -> {
                    assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_COLUMN_MISSING);
                    assertThat(e).hasMessageContainingAll("no property 'citty'", "city");
                });
    }

    @Test
    void spreadsCallsOverTheSecond() {
        Pace pace = new Pace(2, Duration.ofSeconds(1));
        long second = Duration.ofSeconds(1).toNanos();
        assertThat(Collections.nCopies(5, 0L).stream().map(pace::next))
                .containsExactly(
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2));
        assertThat(pace.next(10 * second)).isZero();
        assertThat(new Pace(0, Duration.ofSeconds(1)).next(0)).isZero();
    }

    private void contacts(int count) {
        for (int i = 1; i <= count; i++) {
            crm.put(i, Map.of("email", "user" + i + "@x.org", "city", "Graz"), LONG_AGO);
        }
    }

    private void fails(ErrorCode code, String... parts) {
        assertThatThrownBy(this::take).satisfies(e -> {
            assertThat(((RaiException) e).code()).isEqualTo(code);
            assertThat(e).hasMessageContainingAll(parts);
        });
    }

    private List<String> take() {
        return take(settings());
    }

    private List<String> taken(String mapping, boolean full) {
        return take(
                settings(),
                new SourceRequest("import-contacts", "", List.of("email", "city"), 0, 1_000, mapping, full));
    }

    private List<String> take(HubspotSettings settings) {
        return take(settings, request(0, 0, 1_000));
    }

    private List<String> take(HubspotSettings settings, SourceRequest request) {
        try (RowSource source = source(settings);
                RowStream stream = source.open(request)) {
            List<String> rows = read(stream);
            stream.settled("run-1");
            return rows;
        }
    }

    private RowSource source(HubspotSettings settings) {
        return new HubspotRowSource(settings, store, Clock.systemUTC());
    }

    private HubspotSettings settings() {
        return settings(crm.url(), TOKEN, 0);
    }

    private static HubspotSettings settings(String url, String token, int reserve) {
        return settings(url, token, reserve, Duration.ofMinutes(1));
    }

    private static HubspotSettings settings(String url, String token, int reserve, Duration longestThrottle) {
        return new HubspotSettings(
                "contacts",
                url,
                token,
                new HubspotSettings.Paths(
                        "/crm/v3/objects/contacts/search",
                        "/crm/v3/properties/contacts",
                        "hs_object_id",
                        "lastmodifieddate"),
                PAGE,
                Duration.ofMinutes(10),
                new HubspotSettings.Limits(0, 0, reserve),
                new Patience(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        4,
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        longestThrottle));
    }
}

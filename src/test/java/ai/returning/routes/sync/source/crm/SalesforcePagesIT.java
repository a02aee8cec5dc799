package ai.returning.routes.sync.source.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.crm.SalesforceAccess;
import ai.returning.routes.emulator.crm.CrmFault;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.sync.source.SourceRequest;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of Salesforce by pages of a query, from a stand-in that speaks its HTTP. */
class SalesforcePagesIT extends SalesforceWorld {
    SalesforcePagesIT() {
        super(SalesforceSettings.Mode.PAGES);
    }

    @Test
    void givesTheFieldsTheMappingReads() {
        crm.put(
                "001A1",
                Map.of(
                        "Email__c",
                        "a@x.org",
                        "Owner",
                        Map.of("Name", "Ng\tLi"),
                        "Revenue__c",
                        new BigDecimal("12345678901234567.89"),
                        "Since__c",
                        "2026-01-02T03:04:05.000+0000"),
                LONG_AGO);
        SourceRequest request = new SourceRequest(
                "sync-accounts", "", List.of("email__c", "Owner.Name", "Revenue__c", "Since__c"), 0, 10);
        assertThat(take(settings(SalesforceSettings.Mode.PAGES, 0), request))
                .containsExactly("a@x.org\tNg\\tLi\t12345678901234567.89\t2026-01-02T03:04:05.000Z");
    }

    @Test
    void readsWhatChangedSinceTheLastSettledReadingWithAnOverlap() {
        accounts(300);
        assertThat(take()).hasSize(300);
        account(2, "Wien", now.minus(Duration.ofMinutes(9)));
        account(3, "Wien", now.minus(Duration.ofMinutes(11)));
        assertThat(take()).containsExactly("user2@x.org\tWien");
    }

    @Test
    void beginsAnewSessionWhenTheOldOneEndsBetweenPages() {
        accounts(1_000);
        crm.beforeCall(() -> {
            if (crm.calls() == 3) {
                crm.expireSessions();
            }
        });
        assertThat(take()).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(crm.logins()).isEqualTo(2);
    }

    @Test
    void stopsWhenTheClientIsRevokedAndReadsAllAfterTheFix() {
        accounts(1_000);
        crm.beforeCall(() -> {
            if (crm.calls() == 3) {
                crm.revoke();
            }
        });
        fails(ErrorCode.SOURCE_REFUSED, "refuses the login (400 invalid_grant)", "client-secret");
        crm.beforeCall(() -> {});
        crm.client("app", SECRET);
        assertThat(take()).hasSize(1_000);
    }

    @Test
    void showsARecordOnceWhileItChangesAndTheNewestNextTime() {
        accounts(450);
        crm.beforeCall(() -> {
            if (crm.calls() == 2) {
                account(5, "Newest", now.plusSeconds(60));
                crm.remove("001A300");
            }
        });
        assertThat(take()).hasSize(450).doesNotHaveDuplicates().contains("user5@x.org\tGraz");
        assertThat(take()).containsExactly("user5@x.org\tNewest");
    }

    @Test
    void asksAgainForAPageThatIsRepeated() {
        accounts(1_000);
        crm.beforeCall(() -> {
            if (crm.calls() == 3) {
                crm.script(CrmFault.repeatedPage(), CrmFault.brokenOff(), CrmFault.status(502));
            }
        });
        assertThat(take()).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void stopsWhenThePagesStayWrong() {
        accounts(1_000);
        crm.beforeCall(() -> {
            if (crm.calls() == 3) {
                crm.script(CrmFault.repeatedPage(), CrmFault.repeatedPage(), CrmFault.repeatedPage());
            }
        });
        fails(ErrorCode.PAGES_UNFIT, "begins with the record of another one", "Nothing is skipped");
        crm.beforeCall(() -> {});
        assertThat(take()).hasSize(1_000);
    }

    @Test
    void saysWhatIsWrongWithTheQuery() {
        accounts(1);
        SourceRequest wrong = new SourceRequest("sync-accounts", "", List.of("Emial__c"), 0, 10);
        assertThatThrownBy(() -> take(settings(SalesforceSettings.Mode.PAGES, 0), wrong))
                .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.SOURCE_COLUMN_MISSING))
                .hasMessageContaining("No such column 'Emial__c'");
        SourceRequest injected = new SourceRequest("sync-accounts", "", List.of("Id FROM User --"), 0, 10);
        assertThatThrownBy(() -> take(settings(SalesforceSettings.Mode.PAGES, 0), injected))
                .hasMessageContaining("cannot be a field");
        crm.script(new CrmFault(CrmFault.Kind.STATUS, 400, "MALFORMED_QUERY"));
        fails(ErrorCode.SOURCE_REFUSED, "MALFORMED_QUERY", "salesforce.filter");
    }

    @Test
    void stopsAtTheLimitsOfTheDay() {
        accounts(450);
        crm.usage(99_950, 100_000);
        assertThatThrownBy(() -> take(settings(SalesforceSettings.Mode.PAGES, 100), request(0, 0, 1_000)))
                .hasMessageContainingAll("has 50 calls of the day left, and 100 are kept", "daily-reserve");
        assertThat(take()).hasSize(450);
        crm.script(new CrmFault(CrmFault.Kind.STATUS, 403, "REQUEST_LIMIT_EXCEEDED"));
        fails(ErrorCode.SOURCE_UNAVAILABLE, "used up", "checkpoint stays");
        crm.script(new CrmFault(CrmFault.Kind.STATUS, 400, "INVALID_QUERY_LOCATOR"));
        fails(ErrorCode.SOURCE_UNAVAILABLE, "lived too long", "read-by: bulk");
    }

    @Test
    void waitsOutAStormAndStopsWhereCallsStayBroken() {
        accounts(450);
        crm.script(CrmFault.status(429), CrmFault.status(503), CrmFault.status(429), CrmFault.brokenOff());
        assertThat(take()).hasSize(450);
        crm.script(CrmFault.status(500), CrmFault.status(500), CrmFault.status(500), CrmFault.status(500));
        fails(ErrorCode.SOURCE_UNAVAILABLE, "after 4 attempts", "was answered 500");
        crm.script(CrmFault.status(302));
        fails(ErrorCode.SOURCE_REFUSED, "Redirects are not followed");
        crm.script(CrmFault.noJson());
        fails(ErrorCode.PAGES_UNFIT, "no JSON");
    }

    @Test
    void logsInByASignedAssertion(@TempDir Path folder) throws Exception {
        KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
        maker.initialize(2048);
        KeyPair pair = maker.generateKeyPair();
        Path key = folder.resolve("key.pem");
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        crm.client("jwt-app", pair.getPublic(), "sync@example.org");
        accounts(5);
        assertThat(take(byKey(key, "sync@example.org"), request(0, 0, 10))).hasSize(5);
        assertThatThrownBy(() -> take(byKey(key, "other@example.org"), request(0, 0, 10)))
                .hasMessageContainingAll("hasn't approved", "certificate of the connected app");
        Files.writeString(key, "no key");
        assertThatThrownBy(() -> take(byKey(key, "sync@example.org"), request(0, 0, 10)))
                .satisfies(e -> assertThat(((RaiException) e).code()).isEqualTo(ErrorCode.CONFIG_INVALID))
                .hasMessageContaining("pkcs8");
    }

    private SalesforceSettings byKey(Path key, String user) {
        return settings(
                SalesforceSettings.Mode.PAGES,
                0,
                new SalesforceAccess(
                        crm.url(),
                        "jwt-app",
                        "",
                        user,
                        key.toString(),
                        "https://login.example.org",
                        "/services/oauth2/token"));
    }
}

package ai.returning.routes.sync.source.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.emulator.crm.CrmFault;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.sync.source.SourceRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of Salesforce by query jobs of Bulk API 2.0, from a stand-in that speaks its HTTP. */
class SalesforceJobIT extends SalesforceWorld {
    SalesforceJobIT() {
        super(SalesforceSettings.Mode.BULK);
    }

    @Test
    void givesTheSameCellsAsPagesDo() {
        crm.put(
                "001A1",
                Map.of("Email__c", "a\"1\",\n@x.org", "Owner", Map.of("Name", "Zoë"), "BillingCity", "Graz"),
                LONG_AGO);
        SourceRequest request =
                new SourceRequest("sync-accounts", "", List.of("Email__c", "Owner.Name", "BillingCity"), 0, 10);
        List<String> byJob = take(settings(SalesforceSettings.Mode.BULK, 0), request);
        assertThat(byJob).containsExactly("a\"1\",\\n@x.org\tZoë\tGraz");
        crm.put(
                "001A1",
                Map.of("Email__c", "a\"1\",\n@x.org", "Owner", Map.of("Name", "Zoë"), "BillingCity", "Graz"),
                now.plusSeconds(60));
        assertThat(take(settings(SalesforceSettings.Mode.PAGES, 0), request)).isEqualTo(byJob);
    }

    @Test
    void readsAllByJobAndChangesByPages() {
        accounts(1_200);
        SalesforceSettings auto = settings(SalesforceSettings.Mode.AUTO, 0);
        assertThat(take(auto, request(0, 0, 1_000))).hasSize(1_200).doesNotHaveDuplicates();
        // a job, two looks, three parts and the removal
        assertThat(crm.calls()).isEqualTo(7);
        account(7, "Wien", now.plus(Duration.ofMinutes(1)));
        assertThat(take(auto, request(0, 0, 1_000))).containsExactly("user7@x.org\tWien");
        assertThat(crm.calls()).isEqualTo(8);
    }

    @Test
    void goesOnWhereAResultBreaksOff() {
        accounts(1_200);
        crm.beforeCall(() -> {
            if (crm.calls() == 5) {
                crm.script(CrmFault.brokenOff(), CrmFault.brokenOff());
                crm.expireSessions();
            }
        });
        assertThat(take()).hasSize(1_200).doesNotHaveDuplicates();
    }

    @Test
    void stopsWhereAResultStaysBroken() {
        accounts(1_200);
        crm.beforeCall(() -> {
            if (crm.calls() == 5) {
                crm.script(CrmFault.brokenOff(), CrmFault.brokenOff(), CrmFault.brokenOff(), CrmFault.brokenOff());
            }
        });
        fails(ErrorCode.SOURCE_UNAVAILABLE, "after 4 attempts", "checkpoint stays");
        crm.beforeCall(() -> {});
        assertThat(take()).hasSize(1_200);
    }

    @Test
    void tellsWhyAJobFailed() {
        accounts(1);
        SourceRequest wrong = new SourceRequest("sync-accounts", "", List.of("Emial__c"), 0, 10);
        assertThatThrownBy(() -> take(settings(SalesforceSettings.Mode.BULK, 0), wrong))
                .hasMessageContainingAll("ended as Failed", "No such column", "read-by: pages");
    }
}

package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bulk import and the premium currency; what they share with bulk update is tested there. */
class BulkKindsIT {
    private static final String PREMIUM = "/users/bulk-update/premium-currency";
    private static final String IMPORT = "/users/bulk-import";

    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        tenant = new Tenant(folder);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    private Tenant.Reply submit(String path, String csv, int status) throws Exception {
        return Tenant.expect(
                tenant.multipart(path, "data", "rows.csv", csv, "communityId", "", Tenant.COMMUNITY), status);
    }

    @Test
    void changesPremiumBalancesRowByRow() throws Exception {
        Tenant.Reply reply = submit(PREMIUM, """
                email,premium_currency_op,premium_currency
                u1@example.org,add,7
                u2@example.org,overwrite,20
                u3@example.org,subtract,1
                nobody@example.org,add,1
                u1@example.org,subtract,2
                u2@example.org,Add,1
                """, 200);
        assertThat(reply.json().at("/message").asText()).startsWith("Premium currency");
        JobView job = tenant.jobDone();
        assertThat(job.type()).isEqualTo("premium-currency");
        assertThat(job.success()).isEqualTo(3);
        assertThat(tenant.failures())
                .containsEntry(4, "Balance would be negative")
                .containsEntry(5, "User not found")
                .containsKey(7);
        assertThat(tenant.value("u1@example.org", "premium_currency")).isEqualTo("5");
        assertThat(tenant.value("u2@example.org", "premium_currency")).isEqualTo("20");
        assertThat(tenant.emulator.applied().count("bulkUpdatePremiumCurrency")).isEqualTo(3);
    }

    @Test
    void hidesThePremiumBalanceFromReadsAndOtherFiles() throws Exception {
        submit(PREMIUM, "email,premium_currency\nu1@example.org,7\n", 200);
        tenant.jobDone();
        String user = tenant.post("integration", "/users/info", "{\"idOrEmail\":\"u1@example.org\"}", 200)
                .text();
        assertThat(user).doesNotContain("premium");
        tenant.post("integration", "/users/filter", "{\"fields\":[\"premium_currency\"]}", 400);
        assertThat(tenant.upload("email,premium_currency\r\nu1@example.org,1\r\n")
                        .status())
                .isEqualTo(400);
        submit(PREMIUM, "email,coins\nu1@example.org,1\n", 400);
        assertThat(tenant.get("application", "/communities/" + Tenant.COMMUNITY + "/user-fields", 200)
                        .text())
                .doesNotContain("premium");
    }

    @Test
    void importsNewUsersAndUpdatesKnownOnes() throws Exception {
        submit(IMPORT, """
                email,first_name,member-tier
                new@example.org,New,gold
                u1@example.org,One,
                not-an-address,X,
                """, 200);
        JobView job = tenant.jobDone();
        assertThat(job.type()).isEqualTo("bulk-import");
        assertThat(tenant.failures()).containsOnlyKeys(4);
        String rows = tenant.get("integration", "/users/bulk-update/" + job.id() + "/details", 200)
                .text();
        assertThat(rows).contains("\"created\"", "\"updated\"");
        assertThat(tenant.post("integration", "/users/info", "{\"idOrEmail\":\"NEW@example.org\"}", 200)
                        .json()
                        .at("/data/customFields/member-tier")
                        .asText())
                .isEqualTo("gold");
        assertThat(tenant.value("u1@example.org", "member-tier")).isEqualTo("silver");
        assertThat(tenant.emulator.users().count()).isEqualTo(4);
    }

    @Test
    void takesAnImportWithoutKeyForItsOwnCommunityAlone() throws Exception {
        String body = "--b0\r\nContent-Disposition: form-data; name=\"data\"; filename=\"a.csv\"\r\n\r\n"
                + "email,note\r\nu1@example.org,x\r\n"
                + "\r\n--b0\r\nContent-Disposition: form-data; name=\"communityId\"\r\n\r\n" + Tenant.COMMUNITY
                + "\r\n--b0--\r\n";
        String[] type = {"Content-Type", "multipart/form-data; boundary=b0"};
        assertThat(tenant.raw("POST", "/apis/v1" + IMPORT, body, type).status()).isEqualTo(200);
        String other = body.replace(Tenant.COMMUNITY, "66b1d0a4c5e2f30011aa0002");
        assertThat(tenant.raw("POST", "/apis/v1" + IMPORT, other, type).status())
                .isEqualTo(404);
        assertThat(tenant.multipart(IMPORT, "data", "a.csv", "email,note\nu1@example.org,x\n")
                        .status())
                .isEqualTo(400);
        submit(IMPORT, "email,coins_op,coins\nu1@example.org,add,1\n", 400);
        tenant.jobDone();
        assertThat(tenant.emulator.jobs()).hasSize(1);
    }
}

package ai.returning.routes.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.contract.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommunityFieldsTest {
    private final Path file;

    CommunityFieldsTest(@TempDir Path folder) {
        this.file = folder.resolve("fields.yaml");
    }

    @Test
    void declaresTheDefaultFieldsAndWhereToReadThemBack() {
        CommunityFields fields = CommunityFields.load(Mappings.COMMUNITY);
        assertThat(fields.names()).startsWith("email", "first_name", "last_name", "join_date", "xp", "coins");
        CommunityField tier = fields.find("member-tier").orElseThrow();
        assertThat(tier.read()).isEqualTo("/customFields/member-tier");
        assertThat(fields.find("email").orElseThrow().evidence()).isEqualTo(Evidence.DOCUMENTED);
        assertThat(fields.find("account-balance").orElseThrow().scale()).isEqualTo(2);
    }

    @Test
    void refusesAWrongFieldAndSaysWhere() throws IOException {
        refuses("  a: { type: numeric, evidence: assumed }", "→ numerical");
        refuses("  a: { type: date, scale: 2, evidence: assumed }", "'scale' is not known with this type");
        refuses("  a: { type: numerical, format: yyyy, evidence: assumed }", "'format' is not known with this type");
        refuses("  a: { type: date, format: yyyy, evidence: assumed }", "a date needs");
        refuses("  a: { type: date }", "'evidence' is missing");
        refuses("  a: { type: date, evidence: guessed }", "'guessed' is not one of");
        refuses("  a: { type: date, evidence: assumed, read: customFields }", "starts with '/'");
        refuses("  a: { type: date, evidence: assumed, reed: /a }", "→ read");
    }

    private void refuses(String line, String hint) throws IOException {
        Files.writeString(file, "fields:\n" + line + "\n");
        assertThatThrownBy(() -> CommunityFields.load(file))
                .hasMessageStartingWith("RAI-1002 ")
                .hasMessageContaining("fields.yaml:2 ")
                .hasMessageContaining(hint);
    }
}

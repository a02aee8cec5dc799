package ai.returning.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.returning.routes.support.Json;
import ai.returning.routes.sync.mapping.CommunityField;
import ai.returning.routes.sync.mapping.CommunityFields;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a tenant's list. */
class FieldExportTest {
    @TempDir
    Path folder;

    @Test
    void readsDefaultAndCustomFields() throws Exception {
        CommunityFields fields = exported(null, """
                [{"field": "xp", "type": "numerical", "creator": null},
                 {"field": "shoe size", "type": "numerical", "creator": {"id": 1}}]""");

        assertThat(fields.find("xp").orElseThrow().read()).isNull();
        assertThat(fields.find("shoe size").orElseThrow().read()).isEqualTo("/customFields/shoe size");
        assertThat(fields.find("shoe size").orElseThrow().type()).isEqualTo(CommunityField.Type.NUMERICAL);
    }

    @Test
    void cannotBeTrickedByNames() throws Exception {
        CommunityFields fields = exported(null, """
                [{"field": "yes", "type": "date", "creator": null},
                 {"field": "a: b\\n  injected", "type": "date", "creator": null},
                 {"field": "# \\"quoted\\"", "type": "date", "creator": {}}]""");

        assertThat(fields.names()).containsExactly("yes", "a: b\n  injected", "# \"quoted\"");
    }

    @Test
    void saysWhatIsNewGoneOrOfATypeItCannotWrite() throws Exception {
        Path before = folder.resolve("before.yaml");
        Files.writeString(
                before,
                "fields: {old: {type: date, evidence: assumed}, xp: {type: date, evidence: assumed}}\n",
                StandardCharsets.UTF_8);
        FieldExport export =
                new FieldExport(ShellHarness.CONTRACT.operation("listUserFields"), CommunityFields.load(before));
        export.yaml(items("""
                [{"field": "xp", "type": "numerical"}, {"field": "colour", "type": "drop-down"},
                 {"field": "city", "type": "single-line-text"}, {"field": "city", "type": "date"}]"""));

        assertThat(export.notes())
                .satisfiesExactlyInAnyOrder(
                        note -> assertThat(note).isEqualTo("other type than before: xp"),
                        note -> assertThat(note).startsWith("left out: colour, of the type 'drop-down'"),
                        note -> assertThat(note).isEqualTo("new: city"),
                        note -> assertThat(note).startsWith("left out: an item without a name of its own"),
                        note -> assertThat(note).isEqualTo("no longer listed: old"));
    }

    private CommunityFields exported(CommunityFields before, String json) throws Exception {
        Path file = folder.resolve("after.yaml");
        FieldFile.write(
                file, new FieldExport(ShellHarness.CONTRACT.operation("listUserFields"), before).yaml(items(json)));
        return CommunityFields.load(file);
    }

    private static List<JsonNode> items(String json) throws Exception {
        List<JsonNode> items = new java.util.ArrayList<>();
        Json.MAPPER.readTree(json).forEach(items::add);
        return items;
    }
}

package ai.returning.routes.emulator.crm;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A page of a search as HubSpot writes it. */
final class PageText {
    private PageText() {}

    static byte[] of(Contacts.Found found, JsonNode wanted, int skip) {
        List<String> names = new ArrayList<>();
        wanted.forEach(name -> names.add(name.asText()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (JsonGenerator out = Json.MAPPER.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("total", found.total());
            out.writeArrayFieldStart("results");
            for (Contact contact : found.contacts()) {
                write(contact, names, out);
            }
            out.writeEndArray();
            int shown = skip + found.contacts().size();
            if (shown < found.total()) {
                out.writeObjectFieldStart("paging");
                out.writeObjectFieldStart("next");
                out.writeStringField("after", Integer.toString(shown));
                out.writeEndObject();
                out.writeEndObject();
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a page can be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Contact contact, List<String> names, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", Long.toString(contact.id()));
        out.writeObjectFieldStart("properties");
        for (String name : names) {
            out.writeStringField(name, contact.properties().get(name)); // null where it has none
        }
        out.writeEndObject();
        out.writeStringField("updatedAt", contact.modified().toString());
        out.writeBooleanField("archived", contact.archived());
        out.writeEndObject();
    }
}

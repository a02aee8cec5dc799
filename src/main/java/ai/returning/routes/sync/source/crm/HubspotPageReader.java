package ai.returning.routes.sync.source.crm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads pages without building trees: only the values of the wanted properties; HubSpot sends others along unasked. */
final class HubspotPageReader {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Integer> places = new HashMap<>();
    private final int columns;

    HubspotPageReader(List<String> properties) {
        columns = properties.size();
        for (int i = 0; i < columns; i++) {
            places.put(properties.get(i), i);
        }
    }

    /** @throws IOException if it is no JSON */
    HubspotPage read(byte[] body) throws IOException {
        long total = -1;
        List<HubspotPage.Contact> contacts = List.of();
        boolean listed = false;
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new HubspotPage(total, contacts, false);
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (name.equals("total") && value == JsonToken.VALUE_NUMBER_INT) {
                    total = in.getLongValue();
                } else if (name.equals("results") && value == JsonToken.START_ARRAY) {
                    contacts = contacts(in);
                    listed = true;
                } else {
                    in.skipChildren();
                }
            }
        }
        return new HubspotPage(total, contacts, listed && total >= 0);
    }

    private List<HubspotPage.Contact> contacts(JsonParser in) throws IOException {
        List<HubspotPage.Contact> contacts = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            contacts.add(contact(in));
        }
        return contacts;
    }

    private HubspotPage.Contact contact(JsonParser in) throws IOException {
        long id = -1;
        boolean archived = false;
        @Nullable String[] values = new String[columns];
        if (in.currentToken() == JsonToken.START_OBJECT) {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (name.equals("id")) {
                    id = in.getValueAsLong(-1);
                } else if (name.equals("archived")) {
                    archived = value == JsonToken.VALUE_TRUE;
                } else if (name.equals("properties") && value == JsonToken.START_OBJECT) {
                    properties(in, values);
                    continue;
                }
                in.skipChildren();
            }
        } else {
            in.skipChildren();
        }
        return new HubspotPage.Contact(id, archived, Arrays.asList(values));
    }

    private void properties(JsonParser in, @Nullable String[] values) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            Integer place = places.get(in.currentName());
            JsonToken value = in.nextToken();
            if (place != null && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                values[place] = in.getText();
            }
            in.skipChildren();
        }
    }
}

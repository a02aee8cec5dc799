package ai.returning.routes.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserFieldsIT {
    private static final String COMMUNITY = "/communities/" + Tenant.COMMUNITY;
    private static final String FIELDS = COMMUNITY + "/user-fields";
    private static final String TRADES = "{\"field\":\"trades this month\",\"name\":\"Trades\",\"type\":\"numerical\"}";

    private Tenant tenant;

    @BeforeEach
    void start(@TempDir Path folder) {
        tenant = new Tenant(folder);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    private String create(String json) throws Exception {
        return tenant.post("application", FIELDS, json, 201)
                .json()
                .at("/data/_id")
                .asText();
    }

    private Tenant.Reply call(String method, String path, String json, int status) throws Exception {
        return Tenant.expect(tenant.call(method, "application", path, json), status);
    }

    @Test
    void createsAFieldThatUsersCanHave() throws Exception {
        JsonNode answer = tenant.post("application", FIELDS, TRADES, 201).json();
        assertThat(answer.at("/meta/statusCode").asInt()).isEqualTo(201);
        JsonNode field = answer.at("/data");
        assertThat(field.at("/field").asText()).isEqualTo("trades-this-month");
        String id = field.at("/_id").asText();
        assertThat(tenant.get("application", FIELDS + "/" + id, 200).json().at("/data"))
                .isEqualTo(field);
        assertThat(tenant.get("application", FIELDS, 200).text()).contains(id);
        tenant.upload("email,trades-this-month\r\nu1@example.org,7\r\n");
        tenant.jobDone();
        assertThat(tenant.value("u1@example.org", "trades-this-month")).isEqualTo("7");
        tenant.post("application", FIELDS, TRADES, 409);
        tenant.post("application", FIELDS, TRADES.replace("trades this month", "email"), 409);
    }

    @Test
    void changesNameAndTypeOfAField() throws Exception {
        String id = create(TRADES);
        JsonNode changed = call("PUT", FIELDS + "/" + id, "{\"name\":\"Deals\",\"type\":\"text\"}", 200)
                .json()
                .at("/data");
        assertThat(changed.at("/type").asText()).isEqualTo("single-line-text");
        assertThat(tenant.get("application", FIELDS + "/" + id, 200)
                        .json()
                        .at("/data/name")
                        .asText())
                .isEqualTo("Deals");
        tenant.upload("email,trades-this-month\r\nu1@example.org,seven\r\n");
        tenant.jobDone();
        call("PUT", FIELDS + "/" + id, "{\"name\":\"Deals\",\"type\":\"number\"}", 409);
    }

    @Test
    void deletesAFieldWithItsValuesAndEntries() throws Exception {
        String id = create(TRADES);
        String entry = "{\"fieldId\":\"" + id + "\",\"value\":3}";
        tenant.post("application", COMMUNITY + "/users/1001/user-field-histories", entry, 201);
        call("DELETE", FIELDS + "/" + id, "", 200);
        tenant.get("application", FIELDS + "/" + id, 404);
        assertThat(tenant.get("application", COMMUNITY + "/user-field-histories", 200)
                        .json()
                        .at("/data"))
                .isEmpty();
        String again = create(TRADES);
        assertThat(again).isNotEqualTo(id);
        assertThat(tenant.value("u1@example.org", "trades-this-month")).isNull();
    }

    @Test
    void guardsDefaultFieldsAndOddIds() throws Exception {
        String email =
                tenant.get("application", FIELDS, 200).json().at("/data/0/_id").asText();
        call("DELETE", FIELDS + "/" + email, "", 403);
        call("PUT", FIELDS + "/" + email, "{\"name\":\"Mail\",\"type\":\"text\"}", 403);
        tenant.get("application", FIELDS + "/nonsense", 400);
        tenant.get("application", FIELDS + "/66b1d0a4c5e2f30000009999", 404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "type":"numerical"  | "type":"boolean" | type
            "name":"Trades"     | "name":""        | name
            "name":"Trades",    | ``               | name
            "trades this month" | 7                | field
            """)
    void namesTheFieldThatIsWrong(String good, String bad, String field) throws Exception {
        JsonNode answer = tenant.post("application", FIELDS, TRADES.replace(good, bad), 400)
                .json();
        assertThat(answer.at("/meta/status").asText()).isEqualTo("error");
        assertThat(answer.at("/meta/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void addsHistoryEntriesThatEachListShows() throws Exception {
        String trades = create(TRADES);
        String other = create("{\"field\":\"rank\",\"name\":\"Rank\",\"type\":\"text\"}");
        add("1001", trades, "1");
        add("1001", trades, "2");
        add("1002", trades, "3");
        add("1001", other, "\"first\"");

        assertThat(values(COMMUNITY + "/user-field-histories")).containsExactly("first", "3", "2", "1");
        assertThat(values(FIELDS + "/" + trades + "/histories")).containsExactly("3", "2", "1");
        assertThat(values(COMMUNITY + "/users/1001/user-field-histories")).containsExactly("first", "2", "1");
        assertThat(values(COMMUNITY + "/users/1001/user-fields/" + trades + "/histories?sort=createdAt"))
                .containsExactly("1", "2");
        JsonNode second = tenant.get(
                        "application", COMMUNITY + "/users/1001/user-fields/" + trades + "/histories?limit=1", 200)
                .json()
                .at("/data/0");
        assertThat(second.at("/previousValue").asInt()).isEqualTo(1);
        assertThat(tenant.value("u1@example.org", "trades-this-month")).isEqualTo("2");
        assertThat(tenant.emulator.applied().count("createUserFieldHistory")).isEqualTo(4);
    }

    @Test
    void filtersEntriesByTimeAndPagesThroughThem() throws Exception {
        String trades = create(TRADES);
        for (int i = 0; i < 25; i++) {
            add("1001", trades, Integer.toString(i));
        }
        String later = tenant.emulator.now().plusSeconds(60).toString();
        tenant.emulator.advance(Duration.ofMinutes(2));
        add("1002", trades, "99");
        String path = COMMUNITY + "/user-field-histories";

        assertThat(values(path + "?startDate=" + later)).containsExactly("99");
        assertThat(values(path + "?limit=100&endDate=" + later)).hasSize(25);
        List<String> all = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            all.addAll(values(path + "?limit=10&page=" + page));
        }
        assertThat(all).hasSize(26).startsWith("99", "24").endsWith("0");
        tenant.get("application", path + "?startDate=yesterday", 400);
        tenant.get("application", path + "?limit=101", 400);
        tenant.get("application", path + "?sort=value", 400);
    }

    @Test
    void refusesEntriesOfAWrongTypeOrOfNobody() throws Exception {
        String trades = create(TRADES);
        String path = COMMUNITY + "/users/1001/user-field-histories";
        JsonNode answer = tenant.post("application", path, "{\"fieldId\":\"" + trades + "\",\"value\":\"8\"}", 400)
                .json();
        assertThat(answer.at("/meta/errors/0/field").asText()).isEqualTo("value");
        tenant.post("application", path, "{\"fieldId\":\"66b1d0a4c5e2f30000009999\",\"value\":8}", 404);
        tenant.post("application", path.replace("1001", "9999"), "{\"fieldId\":\"" + trades + "\",\"value\":8}", 404);
        assertThat(tenant.emulator.applied().count("createUserFieldHistory")).isZero();
    }

    private void add(String user, String field, String value) throws Exception {
        tenant.post(
                "application",
                COMMUNITY + "/users/" + user + "/user-field-histories",
                "{\"fieldId\":\"" + field + "\",\"value\":" + value + "}",
                201);
    }

    private List<String> values(String path) throws Exception {
        List<String> values = new ArrayList<>();
        tenant.get("application", path, 200)
                .json()
                .at("/data")
                .forEach(entry -> values.add(entry.at("/value").asText()));
        return values;
    }
}

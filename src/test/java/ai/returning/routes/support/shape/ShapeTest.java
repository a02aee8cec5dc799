package ai.returning.routes.support.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Yaml;
import ai.returning.routes.support.YamlNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
    private static final Shape SHAPE = shape();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(SHAPE.schema());

    private static Shape shape() {
        Map<String, Keys> kinds = new LinkedHashMap<>();
        kinds.put(
                "decimal",
                Shape.keys("").need("scale", Shape.integer("").atLeast(0).atMost(9)));
        kinds.put("text", Shape.keys("").may("blank", Shape.oneOf("", "keep")));
        return Shape.keys("")
                .need("type", Shape.oneOf("", "decimal", "text", "flag"))
                .may("from", Shape.text(""))
                .may("expression", Shape.text("").like("/.*", "a path that starts with '/'"))
                .may(
                        "nulls",
                        Shape.either(Shape.oneOf("", "leave"), Shape.keys("").need("default", Shape.text(""))))
                .may("on", Shape.flag(""))
                .may("share", Shape.number("").atMost(1))
                .may("list", Shape.list("", Shape.text("")).notEmpty())
                .may("row", Shape.table("", Shape.text("").orNothing()))
                .exactlyOne("from", "expression")
                .by("type", kinds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ type: flag, from: a }                              |",
                "{ type: decimal, scale: 2, from: a }                 |",
                "{ type: flag, from: a, row: { x: ~, y: 3 } }         |",
                "[]                                                   | keys with values are expected here → type: …",
                "{ type: flag }                                       | one of 'from' and 'expression' is missing → from: …",
                "{ type: flag, from: a, expression: /b }              | only one of 'from' and 'expression' may be here → drop one",
                "{ type: decimal, from: a }                           | 'scale' is missing → scale: a whole number from 0 to 9",
                "{ type: decimal, from: a, scale: 12 }                | '12' does not fit → a whole number from 0 to 9",
                "{ type: text, from: a, scale: 2 }                    | 'scale' is not known with this type → one of",
                "{ type: text, from: a, blnk: keep }                  | 'blnk' is not known here → blank",
                "{ type: txt, from: a, scale: 2 }                     | 'txt' is not one of decimal, text, flag → text",
                "{ type: flag, from: a, from: b }                     | 'from' stands twice → one of them",
                "{ type: flag, expression: b }                        | 'b' does not fit → a path that starts with '/'",
                "{ type: flag, from: a, nulls: leaf }                 | 'leaf' is not one of leave → leave",
                "{ type: flag, from: a, nulls: { defalt: 1 } }        | 'defalt' is not known here → default",
                "{ type: flag, from: a, on: yes }                     | this is a switch → true or false",
                "{ type: flag, from: a, share: 1.5 }                  | '1.5' does not fit → a number up to 1",
                "{ type: flag, from: a, list: [] }                    | the list is empty → at least one item",
                "{ type: flag, from: a, list: {} }                    | a list is expected here → lines with '- '",
                "{ type: flag, from: a, row: { x: 1, x: 2 } }         | 'x' stands twice → one of them",
                "{ type: flag, from: [] }                             | a single value is expected here",
            })
    void namesWhatDoesNotFit(String yaml, String line) {
        List<Misfit> misfits = SHAPE.misfits(Yaml.parse("f", yaml));
        if (line == null) {
            assertThat(misfits).isEmpty();
        } else {
            assertThat(misfits.get(0).line()).startsWith("f:1 " + line);
        }
    }

    @Test
    void refusesWithALineForEachMisfitInFileOrder() {
        YamlNode node = Yaml.parse("f", "from: a\nshare: many\ntype: txt\n");
        assertThatThrownBy(() -> SHAPE.demand(node, ErrorCode.MAPPING_INVALID))
                .hasMessage("RAI-1002 f:2 'many' does not fit → a number up to 1\n"
                        + "f:3 'txt' is not one of decimal, text, flag → text");
    }

    /** Editors and our own check must not say different things. */
    @Test
    void agreesWithItsSchemaOnManySamples() {
        Random random = new Random(7);
        int good = 0;
        for (int i = 0; i < 20_000; i++) {
            String yaml = sample(random);
            YamlNode node = Yaml.parse("f", yaml);
            boolean fits = SHAPE.misfits(node).isEmpty();
            boolean valid =
                    SCHEMA.validate(Json.MAPPER.valueToTree(node.toJava())).isEmpty();
            assertThat(fits).as(yaml).isEqualTo(valid);
            good += fits ? 1 : 0;
        }
        assertThat(good).as("samples that fit").isBetween(200, 19_000);
    }

    private static String sample(Random random) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("type", List.of("decimal", "text", "flag", "flag", "txt", "[]"));
        values.put("from", List.of("a", "b", "3", "{}"));
        values.put("expression", List.of("/a", "a"));
        values.put("nulls", List.of("leave", "{ default: 1 }", "{ defalt: 1 }", "[]", "~"));
        values.put("on", List.of("true", "false", "3", "yes"));
        values.put("share", List.of("0.5", "1", "-2", "1.5", "many"));
        values.put("list", List.of("[a]", "[]", "[[a]]", "a"));
        values.put("row", List.of("{ x: ~ }", "{ x: [] }", "{}", "a"));
        values.put("scale", List.of("1", "2", "9", "12", "1.5"));
        values.put("blank", List.of("keep", "drop"));
        values.put("other", List.of("1"));
        List<String> pairs = new ArrayList<>();
        values.forEach((key, choices) -> {
            int odds = key.equals("type") ? 1 : key.equals("from") ? 2 : 6;
            if (random.nextInt(odds) == 0) {
                pairs.add(key + ": " + choices.get(random.nextInt(choices.size())));
            }
        });
        return "{ " + String.join(", ", pairs) + " }";
    }
}

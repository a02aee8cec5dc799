package ai.returning.routes.contract;

import ai.returning.routes.support.Json;
import ai.returning.routes.support.Redaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A compiled body schema. Nothing is fetched: the schema is complete in itself. */
final class BodyRules {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_POINTER = 200;

    private final JsonNode source;
    private final JsonSchema schema;

    private BodyRules(JsonNode source, JsonSchema schema) {
        this.source = source;
        this.schema = schema;
    }

    static BodyRules compile(JsonNode source) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ROOT)
                .build();
        return new BodyRules(source, FACTORY.getSchema(source, config));
    }

    List<Violation> check(JsonNode body) {
        return schema.validate(body).stream().map(this::violation).distinct().toList();
    }

    private Violation violation(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        String property = message.getProperty();
        boolean ofProperty = property != null && !property.isEmpty();
        return new Violation(
                shown(ofProperty ? at + "/" + property.replace("~", "~0").replace("/", "~1") : at),
                RuleText.of(message.getType(), keyword(message), object(message), message.getInstanceNode(), property));
    }

    /** Names come with the body, so each may be long, or a person's address. */
    private static String shown(String pointer) {
        String names = Arrays.stream(pointer.split("/", -1))
                .map(name -> Redaction.text(name, LONGEST_NAME))
                .collect(Collectors.joining("/"));
        return Redaction.clip(names, LONGEST_POINTER);
    }

    /** The keyword's value in the schema. */
    private JsonNode keyword(ValidationMessage message) {
        return source.at(message.getEvaluationPath().toString());
    }

    /** The schema object the keyword stands in. */
    private JsonNode object(ValidationMessage message) {
        String path = message.getEvaluationPath().toString();
        int last = path.lastIndexOf('/');
        return last < 0 ? Json.MAPPER.missingNode() : source.at(path.substring(0, last));
    }
}

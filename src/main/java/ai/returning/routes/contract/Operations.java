package ai.returning.routes.contract;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.Nearest;
import ai.returning.routes.support.RaiException;
import ai.returning.routes.support.YamlNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads {@code paths}: one {@link Operation} for each method of each path. */
final class Operations {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Set<String> MARKS = Set.of(
            "x-rai-server",
            "x-rai-evidence",
            "x-rai-envelope",
            "x-rai-safe-to-repeat",
            "x-rai-effect",
            "x-rai-permission",
            "x-rai-async",
            "x-rai-csv",
            "x-rai-paging",
            "x-rai-probe",
            "x-rai-field-export",
            "x-rai-read-back",
            EffectProof.MARK,
            IdentityMark.MARK,
            TenantMark.MARK,
            WebhookMark.MARK,
            "x-rai-off-by-default",
            "x-rai-source");

    private final YamlNode root;
    private final Envelopes envelopes;
    private final Map<String, String> servers;
    private final Map<String, SecurityScheme> schemes;
    private final Jobs jobs;
    private final Parameters parameters;
    private final SchemaForms schemas;

    Operations(
            YamlNode root,
            Envelopes envelopes,
            Map<String, String> servers,
            Map<String, SecurityScheme> schemes,
            Jobs jobs) {
        this.root = root;
        this.envelopes = envelopes;
        this.servers = servers;
        this.schemes = schemes;
        this.jobs = jobs;
        this.parameters = new Parameters(new Refs(root));
        this.schemas = new SchemaForms(Json.MAPPER.valueToTree(root.toJava()));
    }

    Map<String, Operation> read() {
        return read(refused -> {
            throw refused;
        });
    }

    /** Reads what can be read, and hands over an error for each operation that cannot. */
    Map<String, Operation> read(Consumer<RaiException> refused) {
        Map<String, Operation> operations = new LinkedHashMap<>();
        root.require("paths")
                .entries()
                .forEach((path, item) -> item.entries().forEach((method, node) -> {
                    if (METHODS.contains(method)) {
                        try {
                            add(operation(path, item, method, node), node, operations);
                        } catch (RaiException e) {
                            refused.accept(e);
                        }
                    }
                }));
        return operations;
    }

    private static void add(Operation operation, YamlNode node, Map<String, Operation> operations) {
        if (operations.put(operation.id(), operation) != null) {
            throw node.wrong(ErrorCode.CONTRACT_INVALID, "operationId '" + operation.id() + "' stands twice");
        }
    }

    private Operation operation(String path, YamlNode item, String method, YamlNode node) {
        refuseUnknownMarks(node);
        YamlNode server = node.require("x-rai-server");
        Fields.named(servers, server, server.text());
        List<ApiParameter> parameters =
                WebhookMark.parameters(node.find(WebhookMark.MARK), this.parameters.read(path, item, node));
        boolean offByDefault =
                node.find("x-rai-off-by-default").map(Fields::flag).orElse(false);
        node.find(EffectProof.MARK).ifPresent(EffectProofForms::check);
        boolean paged = node.find("x-rai-paging").isPresent();
        node.find(IdentityMark.MARK).ifPresent(mark -> IdentityForms.checkIdentity(mark, parameters, paged));
        node.find(TenantMark.MARK).ifPresent(IdentityForms::checkTenant);
        JsonNode definition = Json.MAPPER.valueToTree(node.toJava());
        return new Operation(
                Fields.text(node, "operationId"),
                group(node.require("tags")),
                node.find("summary").map(YamlNode::text).orElse(""),
                method.toUpperCase(Locale.ROOT),
                path,
                server.text(),
                security(node),
                envelope(node.require("x-rai-envelope")),
                Fields.word(node.require("x-rai-evidence"), Evidence.class),
                Fields.word(node.require("x-rai-safe-to-repeat"), SafeToRepeat.class),
                Fields.word(node.require("x-rai-effect"), EffectMark.class),
                Fields.text(node, "x-rai-permission"),
                parameters,
                node.find("x-rai-csv").map(CsvForms::read),
                jobs.shape(node.require("x-rai-async")),
                node.find("x-rai-paging").map(paging -> PagingForms.read(paging, parameters)),
                offByDefault,
                !offByDefault,
                schemas.read(definition),
                definition);
    }

    private static void refuseUnknownMarks(YamlNode node) {
        node.entries().forEach((key, value) -> {
            if (key.startsWith("x-rai-") && !MARKS.contains(key)) {
                throw value.wrong(
                        ErrorCode.CONTRACT_INVALID, "'" + key + "' is not a known mark." + Nearest.hint(key, MARKS));
            }
        });
    }

    private static String group(YamlNode tags) {
        List<String> names = Fields.texts(tags);
        if (names.size() != 1) {
            throw tags.wrong(ErrorCode.CONTRACT_INVALID, "exactly one tag is needed, the group of the operation");
        }
        return names.get(0);
    }

    private Envelope envelope(YamlNode name) {
        List<Envelope> accepted = envelopes.accepted(name.text());
        if (accepted.isEmpty()) {
            throw name.wrong(
                    ErrorCode.CONTRACT_INVALID,
                    "envelope '" + name.text() + "' is not defined in x-rai-envelopes."
                            + Nearest.hint(name.text(), envelopes.names()));
        }
        return accepted.get(0);
    }

    /** The first scheme is the one that is sent. */
    private String security(YamlNode node) {
        Optional<YamlNode> list = node.find("security").or(() -> root.find("security"));
        if (list.isEmpty() || list.get().items().isEmpty()) {
            return SecurityScheme.NONE;
        }
        YamlNode first = list.get().items().get(0);
        String name = first.entries().keySet().stream().findFirst().orElse(SecurityScheme.NONE);
        return name.equals(SecurityScheme.NONE)
                ? name
                : Fields.named(schemes, first, name).name();
    }
}

package ai.returning.routes.effects.rules;

import ai.returning.routes.contract.RequestCheck;
import ai.returning.routes.contract.Violation;
import ai.returning.routes.effects.EffectOrder;
import ai.returning.routes.effects.Lane;
import ai.returning.routes.effects.rules.CallPlan.Cell;
import ai.returning.routes.effects.rules.CallPlan.Kind;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the call of a rule for an event and the user it means. */
final class CallBuilder {
    /** The business key of what a user gets once ever. */
    private static final String ONCE = "once";

    private static final int MAX_SUBJECT = 300;

    private final String flow;
    private final String community;
    private final RequestCheck requests = new RequestCheck();

    CallBuilder(String flow, String community) {
        this.flow = flow;
        this.community = community;
    }

    EffectOrder order(Rule rule, Event event, Users.Found user) throws RefusedException {
        CallPlan plan = rule.call();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, Source> parameter : plan.parameters().entrySet()) {
            parameters.put(parameter.getKey(), text(parameter.getValue(), event, user));
        }
        ObjectNode body = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, Cell> cell : plan.body().entrySet()) {
            body.set(cell.getKey(), node(cell.getValue(), event, user));
        }
        for (Map.Entry<String, Map<String, Cell>> inner : plan.objects().entrySet()) {
            ObjectNode object = body.putObject(inner.getKey());
            for (Map.Entry<String, Cell> cell : inner.getValue().entrySet()) {
                object.set(cell.getKey(), node(cell.getValue(), event, user));
            }
        }
        boolean hasBody = !body.isEmpty();
        check(plan, parameters, hasBody ? body : null);
        ObjectNode content = Json.MAPPER.createObjectNode();
        parameters.forEach(content.putObject("parameters")::put);
        content.set("body", body);
        String subject = subject(plan, content, user);
        return new EffectOrder(
                rule.effect(),
                rule.perUser() ? ONCE : event.key(),
                subject,
                plan.operation().id(),
                parameters,
                hasBody ? body : null,
                fence(rule, content, subject),
                flow,
                rule.place());
    }

    private void check(CallPlan plan, Map<String, String> parameters, @Nullable JsonNode body) throws RefusedException {
        if (plan.lane() == Lane.FILE) {
            return;
        }
        List<Violation> found = requests.check(plan.operation(), parameters, body);
        if (!found.isEmpty()) {
            throw new RefusedException(
                    Refusal.CALL,
                    "the call " + plan.operation().id() + " would not fit the contract: "
                            + found.stream().limit(3).map(Violation::toString).collect(Collectors.joining("; ")));
        }
    }

    /** One name of the user in all effects of an operation: what the contract points at, else the short id. */
    private static String subject(CallPlan plan, JsonNode content, Users.Found user) throws RefusedException {
        String subject = plan.subject()
                .map(pointer -> content.at(pointer).asText(""))
                .filter(text -> !text.isEmpty())
                .or(() -> user == Users.NOBODY ? Optional.of("") : user.name(UserName.Kind.SHORT_ID))
                .orElseThrow(() -> without(UserName.Kind.SHORT_ID));
        if (subject.length() > MAX_SUBJECT || subject.indexOf('\0') >= 0) {
            throw new RefusedException(Refusal.USER_INCOMPLETE, "the name of the user cannot be kept in the ledger");
        }
        return subject;
    }

    private static RefusedException without(UserName.Kind kind) {
        return new RefusedException(Refusal.USER_INCOMPLETE, "the " + kind.word() + " of the user is not known");
    }

    /** What has to go one after the other: as the contract says, and in files one change of a column a user. */
    private static Optional<String> fence(Rule rule, JsonNode content, String subject) {
        CallPlan plan = rule.call();
        if (plan.lane() == Lane.FILE) {
            return rule.stake()
                    .map(StakePlan::unit)
                    .filter(Source.Literal.class::isInstance)
                    .map(unit -> ((Source.Literal) unit).text() + "|" + subject);
        }
        String values = plan.fence().stream()
                .map(pointer -> content.at(pointer).asText(""))
                .collect(Collectors.joining("|"));
        return plan.fence().isEmpty()
                ? Optional.empty()
                : Optional.of(plan.operation().group() + "|" + values.toLowerCase(Locale.ROOT));
    }

    private JsonNode node(Cell cell, Event event, Users.Found user) throws RefusedException {
        if (cell.kind() != Kind.TEXT && cell.source() instanceof Source.OfEvent of) {
            Object value = event.values().get(of.field().name());
            if (value instanceof BigDecimal number) {
                return number(number);
            }
            if (value instanceof Boolean flag) {
                return BooleanNode.valueOf(flag);
            }
        }
        String text = text(cell.source(), event, user);
        return switch (cell.kind()) {
            case TEXT, ANY -> TextNode.valueOf(text);
            case NUMBER -> number(new BigDecimal(text));
            case BOOLEAN -> BooleanNode.valueOf(Boolean.parseBoolean(text));
        };
    }

    private static JsonNode number(BigDecimal number) {
        return number.scale() == 0 && number.precision() <= 18
                ? LongNode.valueOf(number.longValueExact())
                : DecimalNode.valueOf(number);
    }

    String text(Source source, Event event, Users.Found user) throws RefusedException {
        if (source instanceof Source.Literal literal) {
            return literal.text();
        }
        if (source instanceof Source.OfEvent of) {
            return shown(of.field().name(), event);
        }
        if (source instanceof Source.OfUser of) {
            return user.name(of.kind()).orElseThrow(() -> without(of.kind()));
        }
        return community;
    }

    private static String shown(String field, Event event) throws RefusedException {
        Object value = event.values().get(field);
        if (value == null) {
            throw new RefusedException(Refusal.invalid(field + " is null"));
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}

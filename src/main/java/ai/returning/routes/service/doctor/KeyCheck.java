package ai.returning.routes.service.doctor;

import ai.returning.routes.client.Answer;
import ai.returning.routes.client.ApiCall;
import ai.returning.routes.client.CallFailedException;
import ai.returning.routes.contract.ApiParameter;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.contract.SafeToRepeat;
import ai.returning.routes.contract.SecurityScheme;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the harmless reads the contract marks with {@code x-rai-probe}, to see which keys and permissions hold. */
final class KeyCheck {
    static final String MARK = "x-rai-probe";

    private final Tenant tenant;
    private final Set<Operation> used;

    /** @param used the operations enabled flows rest on; what they do not need is a note at most */
    KeyCheck(Tenant tenant, Set<Operation> used) {
        this.tenant = tenant;
        this.used = used;
    }

    /** Whether the operation is marked, switched on, and reads: a mark at the wrong place must not write. */
    static boolean isProbe(Operation operation) {
        return operation.definition().has(MARK)
                && operation.enabled()
                && operation.effect() == EffectMark.NONE
                && operation.safeToRepeat() == SafeToRepeat.YES
                && Set.of("GET", "POST").contains(operation.method());
    }

    /** Keys that enabled flows need on a host and that are not configured. */
    List<Finding> missing(String server) {
        return used.stream()
                .filter(operation -> operation.server().equals(server))
                .filter(tenant.hasKey().negate())
                .map(this::variable)
                .distinct()
                .map(variable -> Finding.fail(
                        "host " + server,
                        "key",
                        variable + " is not set, and an enabled flow needs it",
                        "set " + variable))
                .toList();
    }

    /** Makes the call of a probe whose key is there. */
    Finding check(Operation probe) {
        String area = "host " + probe.server();
        String check = "key for " + probe.id();
        boolean wantsCommunity =
                probe.parameters().stream().map(ApiParameter::name).anyMatch(communityParameter()::equals);
        if (wantsCommunity && tenant.communityId().isBlank()) {
            return finding(
                    probe,
                    area,
                    check,
                    "not asked: the id of the community is not set",
                    "set RETURNING_AI_COMMUNITY_ID");
        }
        try {
            Answer answer = tenant.client().call(call(probe, wantsCommunity));
            return Finding.ok(
                    area,
                    check,
                    "accepted (" + answer.status() + "), permission " + permission(probe) + ", evidence "
                            + probe.evidence().name().toLowerCase(Locale.ROOT));
        } catch (CallFailedException e) {
            return failed(probe, area, check, e);
        } catch (RaiException e) {
            return Finding.fail(area, check, e.sentence(), "correct the settings this names");
        }
    }

    private String communityParameter() {
        return tenant.contract().communityParameter();
    }

    private ApiCall call(Operation probe, boolean wantsCommunity) {
        JsonNode mark = probe.definition().path(MARK);
        ApiCall call = ApiCall.of(probe.id());
        if (wantsCommunity) {
            call = call.with(communityParameter(), tenant.communityId());
        }
        for (var parameter : mark.path("parameters").properties()) {
            call = call.with(parameter.getKey(), parameter.getValue().asText());
        }
        return mark.has("body") ? call.json(mark.get("body")) : call;
    }

    private Finding failed(Operation probe, String area, String check, CallFailedException e) {
        return switch (e.kind()) {
            case NOT_AUTHORISED ->
                e.status() == 403
                        ? finding(
                                probe,
                                area,
                                check,
                                "accepted, but without the permission " + permission(probe) + " (403)",
                                "give the key this permission in the community settings, Integration, API keys")
                        : Finding.fail(
                                area,
                                check,
                                "refused (" + e.status() + ")",
                                "check " + variable(probe) + ": wrong, expired, of another community, or without the"
                                        + " permission " + permission(probe));
            case NOT_FOUND ->
                finding(
                        probe,
                        area,
                        check,
                        "not proven: this host has no " + probe.method() + " " + probe.path() + " (404)",
                        "ask the vendor for the route; set returning-ai.operations." + probe.id()
                                + ".path, or returning-ai.servers." + probe.server());
            default -> Finding.fail(area, check, e.sentence(), "remove the cause and look again");
        };
    }

    /** A failure where an enabled flow needs the same key and permission, else a note. */
    private Finding finding(Operation probe, String area, String check, String text, String next) {
        boolean needed = used.stream()
                .anyMatch(operation -> operation.security().equals(probe.security())
                        && permission(operation).equals(permission(probe)));
        return needed
                ? Finding.fail(area, check, text, next)
                : Finding.note(area, check, text + "; nothing that is enabled needs it");
    }

    private static String permission(Operation operation) {
        return operation.permission().replace("?", "");
    }

    private String variable(Operation probe) {
        SecurityScheme scheme = tenant.contract().securitySchemes().get(probe.security());
        return scheme == null ? probe.security() : scheme.environment();
    }
}

package ai.returning.routes.cli;

import ai.returning.routes.service.LedgerAccess;
import ai.returning.routes.service.ServiceClient;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Asks about effects: the running service, or the state itself without one. */
final class LedgerAsk {
    static final int SHORT_ID = 12;
    /** Keeps a request well below what the service reads. */
    private static final int IDS_A_REQUEST = 500;

    private final Rai rai;
    private final CommandSpec spec;

    LedgerAsk(Rai rai, CommandSpec spec) {
        this.rai = rai;
        this.spec = spec;
    }

    JsonNode ask(ObjectNode request) {
        Optional<ServiceClient> service = rai.service();
        return service.isPresent() ? service.get().ledger(request) : LedgerAccess.ask(request);
    }

    /** Asks for many ids, some at a time; the answers in one list. */
    List<JsonNode> askForEach(ObjectNode request, List<String> ids) {
        List<JsonNode> answers = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS_A_REQUEST) {
            ArrayNode some = request.putArray("ids");
            ids.subList(from, Math.min(from + IDS_A_REQUEST, ids.size())).forEach(some::add);
            ask(request).forEach(answers::add);
        }
        return answers;
    }

    /** A request, with the person who asks. */
    static ObjectNode request(String what) {
        return Json.MAPPER.createObjectNode().put("do", what).put("who", System.getProperty("user.name", ""));
    }

    static String shortId(JsonNode effect) {
        String id = effect.path("id").asText();
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    ParameterException wrongUse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    /** Ids or {@code --all}, and not both. */
    void requireOneOf(List<String> ids, boolean all, String list) {
        if (ids.isEmpty() == !all) {
            throw wrongUse(
                    all ? "Name ids or --all, not both." : "Say which: ids as " + list + " shows them, or --all.");
        }
    }

    /**
     * Goes on after a clear yes.
     *
     * @throws RaiException NOT_CONFIRMED; nothing was done then
     */
    void confirm(String question, boolean yes) {
        if (yes) {
            return;
        }
        if (!rai.questions().possible()) {
            throw notConfirmed(question + " Nobody can be asked here; add --yes if it is meant.");
        }
        if (!rai.questions().confirm(question, spec.commandLine().getErr())) {
            throw notConfirmed("The answer was not yes.");
        }
    }

    private static RaiException notConfirmed(String why) {
        return new RaiException(ErrorCode.NOT_CONFIRMED, why + " Nothing was done.");
    }
}

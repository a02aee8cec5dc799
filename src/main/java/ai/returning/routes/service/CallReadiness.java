package ai.returning.routes.service;

import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.EffectMark;
import ai.returning.routes.contract.Operation;
import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Refuses at start what could not be called: without its key, or an effect of nobody knows which community. */
@Component
final class CallReadiness implements Consumer<Operation> {
    private final Contract contract;
    private final ApiKeys keys;
    private final ReturningAiProperties properties;

    CallReadiness(Contract contract, ApiKeys keys, ReturningAiProperties properties) {
        this.contract = contract;
        this.keys = keys;
        this.properties = properties;
    }

    @Override
    public void accept(Operation operation) {
        keys.require(contract, operation);
        requireCommunity(operation);
    }

    /** The community is a part of the identity of each effect: set later, it would make all of them new ones. */
    void requireCommunity(Operation operation) {
        if (operation.effect() == EffectMark.ALWAYS && properties.communityId().isBlank()) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    "returning-ai:" + operation.id() + " is an effect, and the ledger needs to know whose:"
                            + " returning-ai.community-id is empty. Set the environment variable"
                            + " RETURNING_AI_COMMUNITY_ID.");
        }
    }
}

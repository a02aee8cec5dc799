package ai.returning.routes.service.doctor;

import ai.returning.routes.client.ApiClient;
import ai.returning.routes.contract.Contract;
import ai.returning.routes.contract.Operation;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The API to look at. */
record Tenant(
        Contract contract,
        /** Base URLs by server. */
        Map<String, String> servers,
        /** Servers whose URL the settings name. */
        Set<String> configured,
        Predicate<Operation> hasKey,
        String communityId,
        ApiClient client) {}

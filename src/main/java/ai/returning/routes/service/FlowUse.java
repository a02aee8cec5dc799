package ai.returning.routes.service;

import java.util.Map;
import java.util.Set;

/** What the routes of one flow call, as its files say. */
public record FlowUse(
        String flow,
        boolean enabled,
        /** Ids of operations. */
        Set<String> operations,
        /** Those of them that a step calls without a business key. */
        Set<String> unkeyed,
        /** Names of sources. */
        Set<String> sources,
        /** Names of settings they read by placeholder. */
        Set<String> settings,
        /** Configured webhooks that steps and rules name, each with its operation. */
        Map<String, String> webhooks) {}

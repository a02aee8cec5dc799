package ai.returning.routes.effects;

import ai.returning.routes.client.ApiClient;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all attempts share.
 *
 * @param workers where calls are begun and answers judged
 */
record Sending(
        Ledger ledger,
        ApiClient client,
        Outcomes outcomes,
        ScheduledExecutorService workers,
        CallSlots slots,
        StoppedFlows stopped,
        Outages outages) {}

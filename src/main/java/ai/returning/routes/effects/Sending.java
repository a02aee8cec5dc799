package ai.returning.routes.effects;

import ai.returning.routes.client.ApiClient;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all attempts share.
 *
 * @param workers where calls are begun and answers judged
 * @param wall goes on while the machine is suspended, which the other clocks of a process do not
 */
record Sending(
        Ledger ledger,
        ApiClient client,
        Outcomes outcomes,
        ScheduledExecutorService workers,
        CallSlots slots,
        StoppedFlows stopped,
        Outages outages,
        Baseline baseline,
        Clock wall) {}

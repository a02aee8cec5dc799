package ai.returning.routes.component.sync;

import ai.returning.routes.sync.FlowDefinition;

/** Finds the definition of a flow. */
public interface FlowCatalog {

    /**
     * Reads the flow as its folder stands now.
     *
     * @throws ai.returning.routes.support.RaiException FLOW_UNKNOWN, or MAPPING_INVALID with file and line
     */
    FlowDefinition load(String flow);
}

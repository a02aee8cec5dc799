package ai.returning.routes.sync.source.crm;

import ai.returning.routes.crm.SalesforceAccess;
import java.time.Duration;

/**
 * How records of Salesforce are read. Values come from {@code returning-ai.sources.<name>.salesforce}.
 *
 * @param name how configuration and messages call the source
 * @param access how sessions begin
 * @param api path of the API with its version, such as /services/data/v61.0
 * @param query what is read
 * @param mode by pages of a query, or by jobs of Bulk API 2.0
 * @param pageRecords records that are asked for at a time of a job's result
 * @param pollWait wait between two looks at a job
 * @param jobLimit longest wait for a job
 * @param overlap how far before the last reading the next one starts, for records that were committed late
 * @param dailyReserve a reading stops when so few calls of the day are left; 0 for never
 * @param patience with calls that fail
 */
public record SalesforceSettings(
        String name,
        SalesforceAccess access,
        String api,
        Query query,
        Mode mode,
        int pageRecords,
        Duration pollWait,
        Duration jobLimit,
        Duration overlap,
        int dailyReserve,
        Patience patience) {

    /**
     * What is read.
     *
     * @param object such as Account or Contact
     * @param modified the field with the time of the last change
     * @param filter a condition in SOQL; empty for none
     */
    public record Query(String object, String modified, String filter) {}

    /** How records are fetched. */
    public enum Mode {
        /** By job where all records are read, by pages where changes are. */
        AUTO,
        /** Always by pages. */
        PAGES,
        /** Always by job. */
        BULK
    }

    /** How messages call the source. */
    String shown() {
        return "Source '" + name + "' (" + access.loginUrl() + ")";
    }

    /** The name of a setting of this source. */
    String key(String setting) {
        return "returning-ai.sources." + name + ".salesforce." + setting;
    }
}

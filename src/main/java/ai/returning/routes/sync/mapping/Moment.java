package ai.returning.routes.sync.mapping;

/** The parts of a date or of a time of day within it. Reused. */
final class Moment {
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int nanos;

    void clear() {
        year = 0;
        month = 1;
        day = 1;
        hour = 0;
        minute = 0;
        second = 0;
        nanos = 0;
    }

    /** True for a day that the calendar has, from the year 1 on. */
    boolean isValidDate() {
        return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth();
    }

    private int daysInMonth() {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }
}

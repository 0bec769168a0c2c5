// Who the three stories mean, counted from the CSV files alone: no code of the program takes part.
#pragma once

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QString>

namespace wd {

struct StoryPeople {
    QSet<QString> coupons; // login ids: gold, add_to_cart yesterday, no order yesterday
    QSet<QString> bigSpenders; // of those, the login ids whose orders sum to more than 5,000
    int birthdays = 0; // gold members whose birthday is today
    QSet<QString> phones; // of those, the phones that get a text: once each
    QHash<QString, QString> greetings; // by phone: the text for the first of its people in the file
};

// `today` is the day of sending in the workspace's zone.
StoryPeople countStories(const QString& peopleCsv, const QString& eventsCsv, const QDate& today);

} // namespace wd

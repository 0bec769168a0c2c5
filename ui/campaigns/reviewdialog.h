// The last look before a campaign goes online: exact counts of one dry pass, one rendered request, and the button.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/campaigns/campaign.h"
#include "models/scheduling/review.h"

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace wd {

class Card;
class InlineMessage;
class Workspace;

class ReviewDialog final : public QDialog {
    Q_OBJECT
public:
    // `catalogue`: for the names of attributes.
    ReviewDialog(Workspace& workspace, const Campaign& campaign, const Catalogue& catalogue, QWidget* parent);
    ~ReviewDialog() override;

    void reject() override; // not while it goes online: that is under way

signals:
    void wentOnline();
    // What keeps it from going online; the dialog is closed by then.
    void refused(const wd::Errors& errors);
    // The operator wants a text to say something else where this attribute is missing; the dialog is closed by then.
    void defaultWanted(const QString& attribute);
    // The operator decided what happens to people whose text lacks a value.
    void missingDecided(wd::MissingInText decision);

private:
    QWidget* makeCounting();
    void count();
    void showProgress(qint64 people);
    void showReview(const Result<Review>& review);
    void addCounts();
    void addMissing();
    void addLeftOut();
    QString labelOf(const QString& attributeKey) const;
    void addNotANumber();
    void addTarget();
    void addTime();
    void addData();
    void addPause();
    void addEarlier();
    void addPoorTests();
    void focusFirst();
    void addExample();
    void decide(MissingInText decision);
    void goOnline();
    void showGoText();
    void clearFound();
    void growToFit();
    QHBoxLayout* addRow(const QString& name, const QString& value, const QString& objectName);
    void addPart(const QString& words, qint64 people, const QString& objectName, int level = 1);

    Workspace& m_workspace;
    Campaign m_campaign;
    Catalogue m_catalogue;
    Review m_review;
    QLabel* m_progress = nullptr; // before m_counting, which makes it
    QWidget* m_counting;
    QScrollArea* m_scroll;
    QWidget* m_found;
    QVBoxLayout* m_rows;
    InlineMessage* m_message;
    QPushButton* m_cancel;
    QPushButton* m_go;
    bool m_going = false;
};

} // namespace wd
